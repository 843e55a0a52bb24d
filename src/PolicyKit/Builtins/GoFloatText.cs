using System.Globalization;

namespace PolicyKit.Builtins;

/// <summary>Go's strconv.FormatFloat for the verbs e, f and g in either case; precision -1 is the shortest text that reads back as the same number.</summary>
internal static class GoFloatText
{
    public static string Format(double number, char verb, int precision)
    {
        var text = char.ToLowerInvariant(verb) switch
        {
            'e' => Exponent(number.ToString(precision < 0 ? ShortestExponentFormat(number) : $"e{precision.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture)),
            'f' => precision < 0 ? Plain(number) : number.ToString($"F{precision.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture),
            _ => General(number, precision),
        };
        return char.IsAsciiLetterUpper(verb) ? text.ToUpperInvariant() : text;
    }

    private static string General(double number, int precision)
    {
        if (number == 0)
            return double.IsNegative(number) ? "-0" : "0";
        var isShortest = precision < 0;
        var digits = isShortest ? Digits(number).Length : Math.Max(precision, 1);
        var text = number.ToString($"e{(digits - 1).ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('e') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var significant = text[..text.IndexOf('e')].Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimEnd('0');
        var limit = isShortest ? 6 : digits > significant.Length && significant.Length > exponent ? significant.Length : digits;
        if (exponent < -4 || exponent >= limit)
            return Exponent(number.ToString($"e{(Math.Max(significant.Length, 1) - 1).ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture));
        return number.ToString($"F{Math.Max(0, significant.Length - exponent - 1).ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
    }

    /// <summary>.NET writes at least three digits of exponent, Go two.</summary>
    private static string Exponent(string text)
    {
        var index = text.IndexOf('e') + 2;
        var digits = text[index..].TrimStart('0').PadLeft(2, '0');
        return text[..index] + digits;
    }

    private static string ShortestExponentFormat(double number) => $"e{(Math.Max(Digits(number).Length, 1) - 1).ToString(CultureInfo.InvariantCulture)}";

    private static string Plain(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? decimalText(text) : text;

        static string decimalText(string text)
        {
            var e = text.IndexOf('E');
            var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            var sign = text[0] == '-' ? "-" : "";
            var mantissa = text[sign.Length..e].Replace(".", "", StringComparison.Ordinal);
            return exponent < 0
                ? $"{sign}0.{new string('0', -exponent - 1)}{mantissa}"
                : sign + mantissa.PadRight(exponent + 1, '0');
        }
    }

    /// <summary>The significant digits of the shortest text.</summary>
    private static string Digits(double number)
    {
        var text = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var e = shortest.IndexOf('E');
        var digits = (e < 0 ? shortest : shortest[..e]).Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0').TrimEnd('0');
        return digits.Length == 0 ? text[..1] : digits;
    }
}
