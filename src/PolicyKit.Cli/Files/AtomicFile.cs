using System.Text;

namespace PolicyKit.Cli.Files;

/// <summary>Replaces files: whatever happens, a file holds the old text or the new one.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text beside a file and puts it in the file's place, with its permissions and its byte order mark. Of a link, what it points to is replaced.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Replace(string path, string text)
    {
        string beside = "";
        try
        {
            string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
            if (new FileInfo(target).IsReadOnly) throw new UnauthorizedAccessException("it is read-only");
            beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
            using (FileStream stream = Create(beside, target))
            {
                if (HasMark(target)) stream.Write(Encoding.UTF8.Preamble);
                stream.Write(Utf8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (beside.Length > 0) File.Delete(beside);
            throw new UsageException($"`{path}` cannot be written: {e.Message}");
        }
    }

    private static FileStream Create(string path, string like)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows()) return new FileStream(path, options);
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var stream = new FileStream(path, options);
        File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(like));
        return stream;
    }

    private static bool HasMark(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Encoding.UTF8.Preamble.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Encoding.UTF8.Preamble);
    }
}
