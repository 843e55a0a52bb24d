using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>Finds and reads the files that a configuration names. What cannot be found or read is reported where it is named.</summary>
/// <param name="folder">The configuration's folder.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class ProjectFiles(string folder, Action<Diagnostic> report)
{
    private static readonly EnumerationOptions s_below = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, IgnoreInaccessible = false };

    /// <summary>Whether a file can be a source, by its name: of what is none, no line must be shown as one that is wrong.</summary>
    public static bool IsSource(string path) => IsPolicy(path) || IsDocument(path) || IsPack(path);

    public static bool IsPolicy(string path) => Path.GetExtension(path) is ".policy" or ".rego";

    public static bool IsDocument(string path) => Path.GetExtension(path) is ".json" or ".yaml" or ".yml";

    public static bool IsPack(string path) => Path.GetExtension(path) == ".pkp";

    /// <summary>The files that paths name, and the files that are not hidden below the folders that they name, in the order of their paths; each file once.</summary>
    /// <param name="paths">As the configuration states them.</param>
    /// <param name="member">The member that states them.</param>
    /// <param name="location">Where it stands.</param>
    public ImmutableArray<ProjectPath> Find(IEnumerable<string> paths, string member, Location location)
    {
        Dictionary<string, ProjectPath> found = new(StringComparer.Ordinal);
        foreach (string path in paths.Select(named => Path.Combine(folder, named).Replace('\\', '/')))
        {
            if (File.Exists(path)) found.TryAdd(Path.GetFullPath(path), new ProjectPath(path, IsNamed: true, location));
            else if (!Directory.Exists(path)) Report(location, $"`{path}`, which `{member}` names, does not exist");
            else foreach (string file in Below(path, location)) found.TryAdd(Path.GetFullPath(file), new ProjectPath(file, IsNamed: false, location));
        }
        return [.. found.Values];
    }

    /// <summary>The texts of files that can be read.</summary>
    public IEnumerable<(ProjectPath File, SourceText Text)> ReadTexts(IEnumerable<ProjectPath> files)
    {
        foreach (ProjectPath file in files)
        {
            if (ReadBytes(file) is not { } bytes) continue;
            if (SourceDecoder.Decode(bytes, out string? problem) is { } text) yield return (file, SourceText.From(text, file.Path));
            else Report(file.Location, $"`{file.Path}` cannot be read: {problem}");
        }
    }

    /// <summary>The content of a file; null when it cannot be read.</summary>
    public byte[]? ReadBytes(ProjectPath file)
    {
        try
        {
            return File.ReadAllBytes(file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(file.Location, $"`{file.Path}` cannot be read: {FileProblems.Describe(e)}");
            return null;
        }
    }

    public void Report(Location location, string what) => report(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, location, what));

    /// <summary>The files below a folder that are not hidden, in the order of their paths; each real folder once, so that links which lead back end.</summary>
    /// <exception cref="IOException">A folder cannot be read, or what has the name of a source is a pipe or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder must not be read.</exception>
    public static string[] FindBelow(string folder)
    {
        List<string> files = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Add(folder, FileWalker.RealPath(folder));
        return [.. files.Order(StringComparer.Ordinal)];

        void Add(string path, string real)
        {
            if (!seen.Add(real)) return;
            foreach (FileSystemInfo entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", s_below).OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                string below = Path.Combine(path, entry.Name);
                if (Directory.Exists(below)) Add(below, entry.LinkTarget is null ? Path.Combine(real, entry.Name) : FileWalker.RealPath(below));
                else if (!FileKinds.IsEndless(below)) files.Add(below.Replace('\\', '/'));
                else if (IsSource(below)) throw new IOException($"`{entry.Name}` is {FileKinds.NoFile}");
            }
        }
    }

    private string[] Below(string path, Location location)
    {
        try
        {
            return FindBelow(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(location, $"`{path}` cannot be read: {FileProblems.Describe(e)}");
            return [];
        }
    }
}

/// <summary>A file of a project.</summary>
/// <param name="Path">Its path, from the current folder.</param>
/// <param name="IsNamed">Whether the configuration names it, and not only a folder above it.</param>
/// <param name="Location">Where it is named.</param>
internal sealed record ProjectPath(string Path, bool IsNamed, Location Location);
