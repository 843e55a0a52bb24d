using PolicyKit.Cli.Files;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Text;

namespace PolicyKit.Cli.Policies;

/// <summary>Finds and reads Gatekeeper's templates and constraints in YAML and JSON files. Other objects in folders are taken for what policies are tested with.</summary>
internal static class GatekeeperFiles
{
    /// <exception cref="UsageException">A file cannot be read, or one that was named holds no policy.</exception>
    public static GatekeeperLibrary Read(IEnumerable<string> paths)
    {
        var files = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (File.Exists(path) && DocumentFile.IsDocument(path)) Add(TextFile.Slashes(path), isNamed: true);
            else if (Directory.Exists(path)) foreach (string file in TextFile.FindAll(path).Where(DocumentFile.IsDocument)) Add(file, isNamed: false);
        }
        return GatekeeperLibrary.Load(files.Values);

        void Add(string file, bool isNamed)
        {
            SourceText text = TextFile.Read(file);
            if (isNamed && GatekeeperLibrary.Load([text]) is { Count: 0, Diagnostics.IsEmpty: true }) throw new UsageException($"`{file}` holds neither a ConstraintTemplate nor a constraint of one");
            files.TryAdd(Path.GetFullPath(file), text);
        }
    }
}
