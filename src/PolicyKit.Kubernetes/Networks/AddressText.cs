using System.Buffers.Binary;
using System.Globalization;

namespace PolicyKit.Kubernetes.Networks;

/// <summary>
/// IP addresses as the API server reads and writes them. Leading zeros count for nothing, as in Go before 1.17, whose parser Kubernetes keeps for the objects that it has stored.
/// </summary>
internal static class AddressText
{
    private const int Groups = 8;

    /// <summary>An address of 32 or 128 bits; null when the text is none.</summary>
    public static (int Bits, UInt128 Number)? Parse(ReadOnlySpan<char> text) =>
        ParseIPv4(text) is { } four ? (32, four) : ParseIPv6(text) is { } six ? (128, six) : null;

    /// <summary>A decimal number of at most <paramref name="max"/>.</summary>
    public static int? ParseNumber(ReadOnlySpan<char> text, int max)
    {
        int number = 0;
        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit) || (number = (number * 10) + digit - '0') > max) return null;
        }
        return text.IsEmpty ? null : number;
    }

    /// <summary>IPv6 as RFC 5952 has it.</summary>
    public static string Format(int bits, UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return bits == 32 ? string.Create(CultureInfo.InvariantCulture, $"{bytes[12]}.{bytes[13]}.{bytes[14]}.{bytes[15]}") : FormatIPv6(bytes);
    }

    private static uint? ParseIPv4(ReadOnlySpan<char> text)
    {
        uint number = 0;
        int parts = 0;
        foreach (Range part in text.Split('.'))
        {
            if (++parts > 4 || ParseNumber(text[part], 255) is not { } value) return null;
            number = (number << 8) | (uint)value;
        }
        return parts == 4 ? number : null;
    }

    private static UInt128? ParseIPv6(ReadOnlySpan<char> text)
    {
        int gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0) return ParseGroups(text, isEnd: true) is (Groups, var all) ? all : null;
        if (ParseGroups(text[..gap], isEnd: false) is not var (before, high) || ParseGroups(text[(gap + 2)..], isEnd: true) is not var (after, low) || before + after >= Groups) return null;
        return before == 0 ? low : (high << (16 * (Groups - before))) | low;
    }

    /// <summary>Groups between colons, of no text none. At the end of the address the last may be an IPv4 address, and is then two.</summary>
    private static (int Count, UInt128 Number)? ParseGroups(ReadOnlySpan<char> text, bool isEnd)
    {
        UInt128 number = 0;
        int count = 0;
        if (text.IsEmpty) return (0, 0);
        foreach (Range range in text.Split(':'))
        {
            ReadOnlySpan<char> group = text[range];
            bool isDotted = isEnd && range.End.GetOffset(text.Length) == text.Length && group.Contains('.');
            if ((isDotted ? ParseIPv4(group) : ParseHex(group)) is not { } value) return null;
            number = (number << (isDotted ? 32 : 16)) | value;
            if ((count += isDotted ? 2 : 1) > Groups) return null;
        }
        return (count, number);
    }

    private static uint? ParseHex(ReadOnlySpan<char> text)
    {
        uint number = 0;
        foreach (char digit in text)
        {
            if (!char.IsAsciiHexDigit(digit) || (number = (number << 4) | HexValue(digit)) > 0xFFFF) return null;
        }
        return text.IsEmpty ? null : number;
    }

    private static uint HexValue(char digit) => char.IsAsciiDigit(digit) ? (uint)(digit - '0') : (uint)((digit | 0x20) - 'a' + 10);

    private static string FormatIPv6(ReadOnlySpan<byte> bytes)
    {
        var groups = new string[Groups];
        for (int i = 0; i < Groups; i++) groups[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]).ToString("x", CultureInfo.InvariantCulture);
        (int start, int length) = LongestZeros(groups);
        return length < 2 ? string.Join(':', groups) : $"{string.Join(':', groups[..start])}::{string.Join(':', groups[(start + length)..])}";
    }

    private static (int Start, int Length) LongestZeros(string[] groups)
    {
        (int Start, int Length) longest = (0, 0);
        int length = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            length = groups[i] == "0" ? length + 1 : 0;
            if (length > longest.Length) longest = (i + 1 - length, length);
        }
        return longest;
    }
}
