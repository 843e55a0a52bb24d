using System.Text;

namespace PolicyKit.Cli.Fixing;

/// <summary>The bytes of a file and the text in them, which can be written back in the same encoding.</summary>
internal sealed class FileContent
{
    private static readonly Encoding[] Encodings = [new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF8Encoding(false)];

    private readonly Encoding _encoding;

    private FileContent(byte[] bytes, Encoding encoding, string text) => (Bytes, _encoding, Text) = (bytes, encoding, text);

    public byte[] Bytes { get; }

    /// <summary>The text, without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>The content; null when the bytes are no text that can be written back as it was.</summary>
    public static FileContent? Of(byte[] bytes)
    {
        Encoding encoding = Encodings.First(e => bytes.AsSpan().StartsWith(e.Preamble));
        string text = encoding.GetString(bytes.AsSpan(encoding.Preamble.Length));
        var content = new FileContent(bytes, encoding, text);
        return content.Encode(text).AsSpan().SequenceEqual(bytes) ? content : null;
    }

    /// <summary>Another text as the bytes of this file.</summary>
    public byte[] Encode(string text) => [.. _encoding.Preamble, .. _encoding.GetBytes(text)];
}
