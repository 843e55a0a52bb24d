using System.Text;

namespace PolicyKit.Cli.Files;

/// <summary>Replaces files: whatever happens, a file holds the old text or the new one.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text beside a file and puts it in the file's place, with its permissions and its byte order mark. Of a link, what it points to is replaced.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Replace(string path, string text) => Replace(path, target => HasMark(target) ? [.. Encoding.UTF8.Preamble, .. Utf8.GetBytes(text)] : Utf8.GetBytes(text), null);

    /// <summary>As the other, unless the file no longer has the content that it had.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is written.</param>
    /// <param name="before">What the file must have.</param>
    /// <param name="atStep">Called before each step; what it throws, but for errors of files, ends the work as the end of the process would.</param>
    /// <exception cref="UsageException">It cannot be written, or is another.</exception>
    public static void Replace(string path, byte[] content, byte[] before, Action<AtomicStep>? atStep = null) => Replace(path, _ => content, before, atStep);

    private static void Replace(string path, Func<string, byte[]> contentOf, byte[]? before, Action<AtomicStep>? atStep = null)
    {
        string beside = "";
        try
        {
            string full = Path.GetFullPath(path);
            string target = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
            if (new FileInfo(target).IsReadOnly) throw new UnauthorizedAccessException("it is read-only");
            beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
            atStep?.Invoke(AtomicStep.Create);
            using (FileStream stream = Create(beside, target))
            {
                atStep?.Invoke(AtomicStep.Write);
                byte[] content = contentOf(target);
                int half = content.Length / 2;
                stream.Write(content.AsSpan(0, half));
                atStep?.Invoke(AtomicStep.WriteRest);
                stream.Write(content.AsSpan(half));
                atStep?.Invoke(AtomicStep.Flush);
                stream.Flush(flushToDisk: true);
            }
            atStep?.Invoke(AtomicStep.Compare);
            if (before is not null && !File.ReadAllBytes(target).AsSpan().SequenceEqual(before)) throw new IOException("it was changed meanwhile");
            atStep?.Invoke(AtomicStep.Move);
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

/// <summary>What replacing a file does, in order.</summary>
internal enum AtomicStep
{
    Create,
    Write,
    WriteRest,
    Flush,
    Compare,
    Move,
}
