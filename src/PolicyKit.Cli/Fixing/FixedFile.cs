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
    public ImmutableArray<RefusedOperation> Apply(IEnumerable<DocumentPatch> patches)
    {
        EditedText edited = ManifestEditor.Apply(Text, patches);
        ImmutableArray<Manifest> manifests = _loader.ReadText(edited.Text, Path).Manifests;
        if (manifests.Length != Manifests.Length) return [.. patches.SelectMany(p => p.Operations).Select(o => new RefusedOperation(o, "the file would not hold the same objects"))];
        (Text, Manifests) = (edited.Text, manifests);
        return edited.Refused;
    }
}
