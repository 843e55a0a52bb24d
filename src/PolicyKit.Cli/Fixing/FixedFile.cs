using System.Collections.Immutable;
using PolicyKit.Kubernetes.Editing;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Cli.Fixing;

/// <summary>A file whose objects are fixed in memory.</summary>
internal sealed class FixedFile
{
    private readonly ManifestLoader _loader;
    private readonly FileContent _content;

    private FixedFile(string path, FileContent content, ManifestLoader loader)
    {
        Path = path;
        _content = content;
        _loader = loader;
        Text = content.Text;
        Manifests = loader.ReadText(Text, path).Manifests;
    }

    public string Path { get; }

    public string Before => _content.Text;

    /// <summary>The text so far.</summary>
    public string Text { get; private set; }

    public byte[] BytesBefore => _content.Bytes;

    public byte[] Bytes => _content.Encode(Text);

    public bool IsChanged => Text != Before;

    /// <summary>The objects of the text so far.</summary>
    public ImmutableArray<Manifest> Manifests { get; private set; }

    /// <summary>Reads a file; null when its text could not be written back as it is.</summary>
    public static FixedFile? Read(string path, byte[] bytes, ManifestLoader loader) => FileContent.Of(bytes) is { } content ? new FixedFile(path, content, loader) : null;

    /// <summary>Applies the patches of its objects; gives what is refused.</summary>
    public ImmutableArray<RefusedOperation> Apply(IReadOnlyCollection<DocumentPatch> patches)
    {
        EditedText edited = ManifestEditor.Apply(Text, patches);
        ManifestFile read = _loader.ReadText(edited.Text, Path);
        if (read.Manifests.Length == Manifests.Length)
        {
            (Text, Manifests) = (edited.Text, read.Manifests);
            return edited.Refused;
        }
        // What makes an object one that no API server reads is left out, with what else is for this object.
        if (patches.Count > 1) return [.. patches.SelectMany(p => Apply([p]))];
        string[] before = [.. _loader.ReadText(Text, Path).Problems.Select(p => p.Message)];
        string? problem = read.Problems.Select(p => p.Message).FirstOrDefault(m => !before.Contains(m, StringComparer.Ordinal));
        return [.. patches.SelectMany(p => p.Refuse(problem is null ? "the file would not hold the same objects" : $"then {problem}"))];
    }
}
