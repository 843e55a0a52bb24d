using System.Security;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>Finds the files under paths: sorted, without what is ignored, each real folder once, so links that lead back end.</summary>
internal sealed class FileWalker(ManifestOptions options)
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json", ".ndjson", ".jsonl"];
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly Kustomizations _kustomizations = new();

    public IEnumerable<ManifestSource> Walk(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            if (path != ManifestLoader.StandardInput && Directory.Exists(path))
            {
                _visited.Clear();
                var ignore = IgnoreRules.For(path, options.Ignore);
                foreach (var found in WalkFolder(path, RealPath(path), "", ignore)) yield return found;
            }
            else if (path == ManifestLoader.StandardInput || File.Exists(path))
            {
                yield return new ManifestSource(path, IsNamed: true);
            }
            else
            {
                yield return new ManifestSource(path, IsNamed: true, Problem: new ManifestProblem(path, null, "there is no such file or folder"));
            }
        }
    }

    private IEnumerable<ManifestSource> WalkFolder(string folder, string realFolder, string relative, IgnoreRules ignore)
    {
        if (!_visited.Add(realFolder)) yield break;
        var (entries, problem) = Entries(folder);
        if (problem is not null) yield return new ManifestSource(folder, IsNamed: false, Problem: problem);
        _kustomizations.Look(folder, realFolder);
        foreach (var entry in entries)
        {
            string entryRelative = relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}";
            string path = Path.Combine(folder, entry.Name);
            bool isFolder = Directory.Exists(path);
            if (ignore.Ignores(entryRelative, isFolder)) continue;
            string real = entry.LinkTarget is null ? Path.Combine(realFolder, entry.Name) : RealPath(path);
            if (isFolder)
            {
                foreach (var found in WalkFolder(path, real, entryRelative, ignore)) yield return found;
            }
            else if (Extensions.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase))
            {
                yield return new ManifestSource(path, IsNamed: false, Skipped: FileKinds.IsEndless(path) ? new SkippedFile(path, FileKinds.NoFile) : _kustomizations.Skip(path, real));
            }
        }
    }

    private static (FileSystemInfo[] Entries, ManifestProblem? Problem) Entries(string folder)
    {
        try
        {
            var entries = new DirectoryInfo(folder).GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return (entries, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
        {
            return ([], new ManifestProblem(folder, null, $"this folder cannot be read: {FileProblems.Describe(e)}"));
        }
    }

    /// <summary>The path with links followed; of a link that cannot be followed, the path itself.</summary>
    public static string RealPath(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            FileSystemInfo info = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
            return Path.TrimEndingDirectorySeparator(info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full);
        }
        catch (IOException)
        {
            return full;
        }
    }
}
