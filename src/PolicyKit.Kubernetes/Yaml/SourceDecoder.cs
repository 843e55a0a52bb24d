using System.Text;
using System.Text.Unicode;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Bytes to text: a byte order mark decides UTF-8 or UTF-16. Bytes that are no UTF-8 are an error, because YAML's readers refuse them and JSON's replace them.</summary>
internal static class SourceDecoder
{
    private const int SniffedBytes = 8000;

    /// <summary>The text, or null when the bytes are no text.</summary>
    /// <param name="bytes">The content of a file.</param>
    /// <param name="problem">Why they are no text: they hold a NUL near the start, or are no UTF-8.</param>
    public static string? Decode(ReadOnlySpan<byte> bytes, out string? problem)
    {
        problem = null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes[..Math.Min(bytes.Length, SniffedBytes)].Contains((byte)0)) problem = "this is a binary file, not YAML or JSON";
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (problem is null && !Utf8.IsValid(bytes)) problem = $"line {FirstInvalidLine(bytes)} is no UTF-8 text";
        return problem is null ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static int FirstInvalidLine(ReadOnlySpan<byte> bytes)
    {
        Utf8.ToUtf16(bytes, new char[bytes.Length], out int read, out _, replaceInvalidSequences: false);
        return bytes[..read].Count((byte)'\n') + 1;
    }
}
