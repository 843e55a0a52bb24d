using System.Text;
using PolicyKit.Text;

namespace PolicyKit.Cli.Checking;

/// <summary>Keeps what standard input gave, because it cannot be read a second time for excerpts as files can.</summary>
internal sealed class StandardInput(Stream input)
{
    /// <summary>What reports call it.</summary>
    public const string Name = "stdin";

    private readonly Lazy<byte[]> _bytes = new(() =>
    {
        using var content = new MemoryStream();
        input.CopyTo(content);
        return content.ToArray();
    });

    /// <summary>A stream of what standard input gives; nothing is read before it is.</summary>
    public Stream Open() => new MemoryStream(_bytes.Value, writable: false);

    /// <summary>The bytes of a file or of standard input; null when they cannot be read any more.</summary>
    public byte[]? BytesOf(string path)
    {
        try
        {
            return path == Name && _bytes.Value.Length > 0 ? _bytes.Value : File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The text of a file or of standard input; null when it cannot be read any more.</summary>
    public SourceText? TextOf(string path)
    {
        try
        {
            using Stream stream = path == Name && _bytes.Value.Length > 0 ? Open() : File.OpenRead(path);
            using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return SourceText.From(reader.ReadToEnd(), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
