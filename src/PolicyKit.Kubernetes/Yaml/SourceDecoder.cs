using System.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Bytes to text as kubectl decodes them: a byte order mark decides UTF-8 or UTF-16, wrong bytes become U+FFFD.</summary>
internal static class SourceDecoder
{
    private const int SniffedBytes = 8000;

    /// <summary>The text, or null when the bytes are no text (they hold a NUL near the start).</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes[..Math.Min(bytes.Length, SniffedBytes)].Contains((byte)0)) return null;
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        return Encoding.UTF8.GetString(bytes);
    }
}
