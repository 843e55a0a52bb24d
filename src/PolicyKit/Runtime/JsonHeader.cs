using System.Buffers;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>What an object says it is, as far as its text goes; null where it does not say so, or not plainly.</summary>
/// <param name="ApiVersion">Its <c>apiVersion</c>.</param>
/// <param name="Kind">Its <c>kind</c>.</param>
/// <param name="HasItems">Whether it has an array <c>items</c>.</param>
internal readonly record struct JsonHeader(string? ApiVersion, string? Kind, bool HasItems)
{
    private static readonly SearchValues<byte> EndsOfScalar = SearchValues.Create(" \t\r\n,}"u8);

    /// <summary>Reads the members of an object until all is known or a member is not complete.</summary>
    /// <param name="text">The text from the start of the object on, with at least 64 more bytes behind what counts.</param>
    /// <param name="length">How much of the text counts.</param>
    public static JsonHeader Find(ReadOnlySpan<byte> text, int length)
    {
        string? apiVersion = null, kind = null;
        bool hasItems = false;
        int at = 1;
        while ((apiVersion is null || kind is null || !hasItems) && TryFindValue(text, length, ref at, out ReadOnlySpan<byte> name))
        {
            int start = at;
            if (name.SequenceEqual("items"u8) && text[start] == '[') hasItems = true;
            if (!TrySkip(text, length, ref at)) break;
            if (name.SequenceEqual("apiVersion"u8)) apiVersion = ReadText(text[start..at]);
            else if (name.SequenceEqual("kind"u8)) kind = ReadText(text[start..at]);
        }
        return new JsonHeader(apiVersion, kind, hasItems);
    }

    /// <summary>From behind a bracket or value to the value of the next member.</summary>
    private static bool TryFindValue(ReadOnlySpan<byte> text, int length, ref int at, out ReadOnlySpan<byte> name)
    {
        name = default;
        Pass(text, length, ref at, " \t\r\n,"u8);
        if (at == length || text[at] != '"') return false;
        int start = at;
        if (!TrySkip(text, length, ref at)) return false;
        name = text[(start + 1)..(at - 1)];
        Pass(text, length, ref at, " \t\r\n:"u8);
        return at < length;
    }

    private static bool TrySkip(ReadOnlySpan<byte> text, int length, ref int at)
    {
        if (text[at] is (byte)'"' or (byte)'{' or (byte)'[')
        {
            var scanner = new JsonValueScanner();
            if (scanner.Scan(text[at..], length - at, out int end) != ScanResult.Ends) return false;
            at += end;
            return true;
        }
        int scalar = text[at..length].IndexOfAny(EndsOfScalar);
        at += Math.Max(scalar, 0);
        return scalar > 0;
    }

    private static void Pass(ReadOnlySpan<byte> text, int length, ref int at, ReadOnlySpan<byte> bytes)
    {
        int passed = text[at..length].IndexOfAnyExcept(bytes);
        at = passed < 0 ? length : at + passed;
    }

    private static string? ReadText(ReadOnlySpan<byte> text) => text[0] == '"' && !text.Contains((byte)'\\') ? Encoding.UTF8.GetString(text[1..^1]) : null;
}
