using System.Formats.Tar;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>Tells files from what only has the name of one.</summary>
internal static class FileKinds
{
    public const string NoFile = "a pipe or a device, which is no file";

    /// <summary>Whether reading may wait for somebody who writes, or never end: of pipes and devices, also behind links.</summary>
    public static bool IsEndless(string path)
    {
        var file = new FileInfo(FileWalker.RealPath(path));
        // What has a length is a file. Only the archive writer tells what others are, without opening them.
        return file is { Exists: true, Length: 0 } && TypeOf(file.FullName) is TarEntryType.Fifo or TarEntryType.CharacterDevice or TarEntryType.BlockDevice;
    }

    private static TarEntryType? TypeOf(string path)
    {
        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, leaveOpen: true)) writer.WriteEntry(path, "file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType;
    }
}
