using System.Collections.Frozen;
using System.Globalization;

namespace PolicyKit.Kubernetes.Quantities;

/// <summary>How a quantity is written, and is written again.</summary>
internal enum QuantityFormat
{
    /// <summary><c>12M</c>, <c>100m</c></summary>
    DecimalSI,

    /// <summary><c>12Mi</c></summary>
    BinarySI,

    /// <summary><c>12e6</c></summary>
    DecimalExponent,
}

/// <summary>The text of a quantity in its parts: sign, digits before and behind the point, and what the suffix means: 10 or 2 to the power of <paramref name="Exponent"/>.</summary>
internal readonly record struct QuantityText(bool IsNegative, string Whole, string Fraction, QuantityFormat Format, int Exponent)
{
    /// <summary>Characters that a quantity may have; the API server takes more, at a cost that grows with the square.</summary>
    private const int MaxText = 1_000;

    private static readonly FrozenDictionary<string, (QuantityFormat Format, int Exponent)> Suffixes = new Dictionary<string, (QuantityFormat, int)>(StringComparer.Ordinal)
    {
        ["n"] = (QuantityFormat.DecimalSI, -9),
        ["u"] = (QuantityFormat.DecimalSI, -6),
        ["m"] = (QuantityFormat.DecimalSI, -3),
        [""] = (QuantityFormat.DecimalSI, 0),
        ["k"] = (QuantityFormat.DecimalSI, 3),
        ["M"] = (QuantityFormat.DecimalSI, 6),
        ["G"] = (QuantityFormat.DecimalSI, 9),
        ["T"] = (QuantityFormat.DecimalSI, 12),
        ["P"] = (QuantityFormat.DecimalSI, 15),
        ["E"] = (QuantityFormat.DecimalSI, 18),
        ["Ki"] = (QuantityFormat.BinarySI, 10),
        ["Mi"] = (QuantityFormat.BinarySI, 20),
        ["Gi"] = (QuantityFormat.BinarySI, 30),
        ["Ti"] = (QuantityFormat.BinarySI, 40),
        ["Pi"] = (QuantityFormat.BinarySI, 50),
        ["Ei"] = (QuantityFormat.BinarySI, 60),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<(QuantityFormat Format, int Exponent), string> Written = Suffixes.ToFrozenDictionary(row => row.Value, row => row.Key);

    /// <summary>The suffix of a power; null where the format has none.</summary>
    public static string? SuffixOf(QuantityFormat format, long exponent) =>
        exponent == 0 ? ""
        : format == QuantityFormat.DecimalExponent ? string.Create(CultureInfo.InvariantCulture, $"e{exponent}")
        : Math.Abs(exponent) < 100 ? Written.GetValueOrDefault((format, (int)exponent)) : null;

    /// <summary>Takes a text apart; null when it is no quantity.</summary>
    public static QuantityText? Split(string text)
    {
        if (text.Length is 0 or > MaxText) return null;
        int start = text[0] is '+' or '-' ? 1 : 0;
        int point = EndOfDigits(text, start);
        bool hasPoint = point < text.Length && text[point] == '.';
        int end = hasPoint ? EndOfDigits(text, point + 1) : point;
        if (!TryReadSuffix(text[end..], out var suffix)) return null;
        var split = new QuantityText(text[0] == '-', text[start..point].TrimStart('0'), hasPoint ? text[(point + 1)..end] : "", suffix.Format, suffix.Exponent);
        return point > start || split.Fraction.Length > 0 || split.IsZeroWithoutDigits ? split : null;
    }

    /// <summary>The API server reads a text without digits as zero, unless its suffix asks for big numbers.</summary>
    private bool IsZeroWithoutDigits => Format == QuantityFormat.BinarySI ? Exponent < 50 : Exponent >= -9;

    private static bool TryReadSuffix(string text, out (QuantityFormat Format, int Exponent) suffix)
    {
        if (Suffixes.TryGetValue(text, out suffix)) return true;
        // The exponent has 64 bits when it is read, and 32 when it is used.
        if (text is not ['e' or 'E', _, ..] || !long.TryParse(text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exponent)) return false;
        suffix = (QuantityFormat.DecimalExponent, unchecked((int)exponent));
        return true;
    }

    private static int EndOfDigits(string text, int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end;
    }
}
