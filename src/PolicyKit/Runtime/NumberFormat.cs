using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace PolicyKit.Runtime;

/// <summary>The grammar of JSON numbers and the text of computed ones.</summary>
internal static class NumberFormat
{
    private const int MaxLength = 4_096;
    private const int MaxExponentLength = 9;
    private const int ExponentFrom = 6;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Whether a text is a JSON number of a size that is read.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength) return false;
        if (text.StartsWith("-", StringComparison.Ordinal)) text = text[1..];
        int digits = CountDigits(text);
        if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
        text = text[digits..];
        if (text.StartsWith(".", StringComparison.Ordinal))
        {
            digits = CountDigits(text[1..]);
            if (digits == 0) return false;
            text = text[(1 + digits)..];
        }
        if (text.IsEmpty) return true;
        if (text[0] is not ('e' or 'E')) return false;
        text = text[1..];
        if (!text.IsEmpty && text[0] is '+' or '-') text = text[1..];
        digits = CountDigits(text);
        return digits is > 0 and <= MaxExponentLength && digits == text.Length;
    }

    /// <summary>
    /// A computed number as OPA prints it: integers in full, others with an exponent of at least two digits when it is below -4 or above 5.
    /// </summary>
    public static string Format(BigNumber number)
    {
        if (number.IsInteger) return number.ToBigInteger().ToString(CultureInfo.InvariantCulture);
        string sign = number.Unscaled.Sign < 0 ? "-" : "";
        string digits = BigInteger.Abs(number.Unscaled).ToString(CultureInfo.InvariantCulture);
        long exponent = number.Magnitude - 1;
        if (exponent is < -4 or >= ExponentFrom)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }
        if (exponent < 0) return $"{sign}0.{new string('0', (int)(-exponent - 1))}{digits}";
        int point = (int)exponent + 1;
        return $"{sign}{digits[..point]}.{digits[point..]}";
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int other = text.IndexOfAnyExcept(Digits);
        return other < 0 ? text.Length : other;
    }
}
