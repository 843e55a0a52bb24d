using System.Security;
using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>
/// Reads Kubernetes objects from files, folders and standard input. Files come in a fixed order and are read one at a time as the result is enumerated;
/// <see cref="Find"/> and <see cref="Read"/> are the two halves for callers that read files in parallel.
/// </summary>
public sealed class ManifestLoader(ManifestOptions options)
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>A loader with the default options.</summary>
    public ManifestLoader()
        : this(new ManifestOptions())
    {
    }

    /// <summary>Finds and reads: one result for each file.</summary>
    public IEnumerable<ManifestFile> Load(IEnumerable<string> paths) => Find(paths).Select(Read);

    /// <summary>The files that paths name, in the order of the paths; those of a folder by name, ordinal, with each folder's files in its place.</summary>
    public IEnumerable<ManifestSource> Find(IEnumerable<string> paths) => new FileWalker(options).Walk(paths);

    /// <summary>Reads one file. Safe to call from several threads.</summary>
    public ManifestFile Read(ManifestSource source)
    {
        if (source.Problem is { } known) return new ManifestFile(source.Path, [], [known], null);
        if (source.Skipped is { } skipped) return new ManifestFile(source.Path, [], [], skipped);
        string path = source.Path == StandardInput ? "stdin" : source.Path;
        byte[]? bytes = ReadBytes(source, out string? problem);
        if (bytes is null) return Failed(path, problem!);
        return SourceDecoder.Decode(bytes, out problem) is { } text ? new ManifestReader(options, path, source.IsNamed).Read(text) : Failed(path, problem!);
    }

    /// <summary>Reads a text as a file that was named.</summary>
    public ManifestFile ReadText(string text, string path) => new ManifestReader(options, path, isNamed: true).Read(text);

    private static ManifestFile Failed(string path, string message) => new(path, [], [new ManifestProblem(path, null, message)], null);

    private byte[]? ReadBytes(ManifestSource source, out string? problem)
    {
        problem = null;
        try
        {
            using var stream = source.Path == StandardInput ? options.StandardInput ?? Console.OpenStandardInput() : File.OpenRead(source.Path);
            return ReadCapped(stream, out problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            problem = Directory.Exists(source.Path) ? "this is a folder, not a file" : $"this file cannot be read: {FileProblems.Describe(e, source.Path)}";
            return null;
        }
    }

    private byte[]? ReadCapped(Stream stream, out string? problem)
    {
        problem = null;
        using var content = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, options.MaxFileBytes) : 0);
        byte[] buffer = new byte[81920];
        while (content.Length <= options.MaxFileBytes)
        {
            int read = stream.Read(buffer);
            if (read == 0) return content.ToArray();
            content.Write(buffer, 0, read);
        }
        problem = $"this file is larger than {Size(options.MaxFileBytes)}";
        return null;
    }

    private static string Size(long bytes) => bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB: split it" : $"{bytes} bytes";
}
