using PolicyKit.Cli.Files;

namespace PolicyKit.Cli.Testing;

/// <summary>When each of some files was written, and how long it was. Looking at files is slower than being told of changes, and works in every file system and container.</summary>
internal sealed class FileStamps
{
    private readonly SortedDictionary<string, (DateTime Written, long Length)> _files = new(StringComparer.Ordinal);

    private FileStamps()
    {
    }

    /// <summary>The stamps of the files named, and of all files in the folders named; what does not exist has none.</summary>
    public static FileStamps Of(IEnumerable<string> paths)
    {
        var stamps = new FileStamps();
        foreach (string path in paths)
        {
            foreach (string file in Find(path)) stamps.Add(file);
        }
        return stamps;
    }

    /// <summary>The files that are new, gone, or written since other stamps were taken.</summary>
    public IEnumerable<string> Since(FileStamps before) => _files.Keys.Union(before._files.Keys, StringComparer.Ordinal)
        .Where(file => !_files.TryGetValue(file, out (DateTime, long) now) || !before._files.TryGetValue(file, out (DateTime, long) then) || now != then)
        .Order(StringComparer.Ordinal);

    /// <summary>Adds files that are not known yet, as they are now.</summary>
    public void AddNew(IEnumerable<string> files)
    {
        foreach (string file in files.Where(f => !_files.ContainsKey(f))) Add(file);
    }

    private static IEnumerable<string> Find(string path)
    {
        if (!Directory.Exists(path)) return [TextFile.Slashes(path)];
        try
        {
            return [.. TextFile.FindAll(path)];
        }
        catch (UsageException)
        {
            // A folder went while it was listed; the next look finds out.
            return [];
        }
    }

    private void Add(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists) _files[path] = (file.LastWriteTimeUtc, file.Length);
    }
}
