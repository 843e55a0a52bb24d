using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Numbers as Go's <c>strconv</c> reads them: the base by prefix (<c>0x 0o 0b</c>, a leading <c>0</c> is octal), out of range is no number.</summary>
internal static partial class GoNumber
{
    /// <summary>A signed 64-bit integer, base by prefix.</summary>
    public static bool TryParseInt(string text, out long value)
    {
        value = 0;
        if (!TryParseSigned(text, out var big) || big < long.MinValue || big > long.MaxValue) return false;
        value = (long)big;
        return true;
    }

    /// <summary>An unsigned 64-bit integer, base by prefix, no sign.</summary>
    public static bool TryParseUInt(string text, out ulong value)
    {
        value = 0;
        if (text.Length == 0 || text[0] is '+' or '-' || !TryParseSigned(text, out var big) || big > ulong.MaxValue) return false;
        value = (ulong)big;
        return true;
    }

    /// <summary>Digits of base two with an optional sign.</summary>
    public static bool TryParseBinary(string text, out BigInteger value) => TryParseDigits(Unsigned(text, out bool negative), 2, negative, out value);

    /// <summary>A finite decimal number of YAML's form.</summary>
    public static bool TryParseYamlFloat(string text, out double value)
    {
        value = 0;
        return YamlFloat().IsMatch(text) && TryParseFloat(text, out value);
    }

    /// <summary>A finite decimal number; <c>_</c> may stand between digits.</summary>
    public static bool TryParseSeparatedFloat(string text, out double value)
    {
        value = 0;
        for (int i = text.IndexOf('_', StringComparison.Ordinal); i >= 0; i = text.IndexOf('_', i + 1))
        {
            if (i == 0 || i + 1 == text.Length || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1])) return false;
        }
        return TryParseFloat(text.Replace("_", "", StringComparison.Ordinal), out value);
    }

    /// <summary>A finite decimal number without digit separators.</summary>
    public static bool TryParseFloat(string text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static bool TryParseSigned(string text, out BigInteger value)
    {
        string digits = Unsigned(text, out bool negative);
        var (radix, skip) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        return TryParseDigits(digits[skip..], radix, negative, out value);
    }

    private static string Unsigned(string text, out bool negative)
    {
        negative = text.StartsWith('-');
        return negative || text.StartsWith('+') ? text[1..] : text;
    }

    private static bool TryParseDigits(string digits, int radix, bool negative, out BigInteger value)
    {
        value = 0;
        // 64 binary digits after leading zeros are the longest that can be in range.
        if (digits.Length == 0 || digits.TrimStart('0').Length > 64) return false;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix) return false;
            value = value * radix + digit;
        }
        if (negative) value = -value;
        return true;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex YamlFloat();
}
