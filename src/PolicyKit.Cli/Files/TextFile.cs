using System.Collections.Immutable;
using System.Text;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Text;

namespace PolicyKit.Cli.Files;

/// <summary>Finds and reads text files. Paths have slashes on every system, so that reports are the same.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The files below a folder that are not hidden, in the order of their paths.</summary>
    /// <exception cref="UsageException">A folder cannot be read: what is in it must not be left out in silence.</exception>
    public static ImmutableArray<string> FindAll(string folder)
    {
        try
        {
            return PolicyProject.FilesBelow(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"`{folder}` cannot be read: {e.Message}");
        }
    }

    /// <summary>A path as services know it that show a repository's files: relative to the current folder if it is below that.</summary>
    public static string BelowCurrent(string path)
    {
        string current = Slashes(Directory.GetCurrentDirectory()).TrimEnd('/') + "/";
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path.StartsWith(current, StringComparison.Ordinal) ? path[current.Length..] : path;
    }

    public static string Slashes(string path) => path.Replace('\\', '/');

    /// <summary>The text of a file in UTF-8, without a byte order mark.</summary>
    /// <exception cref="UsageException">It cannot be read, or is no UTF-8 text.</exception>
    public static SourceText Read(string path)
    {
        try
        {
            string text = Strict.GetString(File.ReadAllBytes(path));
            return SourceText.From(text.StartsWith('\uFEFF') ? text[1..] : text, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = Directory.Exists(path) ? "it is a folder" : e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e is UnauthorizedAccessException ? "access is denied" : e.Message;
            throw new UsageException($"`{path}` cannot be read: {why}");
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"`{path}` is no UTF-8 text");
        }
    }
}
