using System.Globalization;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Floating point numbers in the text forms of Go's <c>encoding/json</c> and <c>strconv</c>, which decide what the API server stores.</summary>
internal static class GoFloat
{
    /// <summary>The number as JSON: shortest digits, an exponent only below 1e-6 and from 1e21.</summary>
    public static string ToJson(double value)
    {
        if (value == 0) return "0";
        var (negative, digits, point) = Decompose(value.ToString("R", CultureInfo.InvariantCulture));
        double magnitude = Math.Abs(value);
        return magnitude is < 1e-6 or >= 1e21 ? Exponential(negative, digits, point, 1) : Positional(negative, digits, point);
    }

    /// <summary>The number as Kubernetes writes a mapping key: single precision, an exponent below 1e-4 and from 1e6.</summary>
    public static string ToKey(double value)
    {
        if (double.IsNaN(value)) return ".nan";
        if (double.IsInfinity(value)) return value > 0 ? ".inf" : "-.inf";
        float single = (float)value;
        if (float.IsInfinity(single)) return value > 0 ? ".inf" : "-.inf";
        if (single == 0) return float.IsNegative(single) ? "-0" : "0";
        var (negative, digits, point) = Decompose(single.ToString("R", CultureInfo.InvariantCulture));
        return point - 1 is < -4 or >= 6 ? Exponential(negative, digits, point, 2) : Positional(negative, digits, point);
    }

    /// <summary>Digits without leading or trailing zeros, and the place of the decimal point before, within or after them.</summary>
    private static (bool Negative, string Digits, int Point) Decompose(string text)
    {
        bool negative = text[0] == '-';
        if (negative) text = text[1..];
        int exponent = 0;
        int e = text.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        int point = (dot < 0 ? text.Length : dot) + exponent;
        string digits = text.Replace(".", "", StringComparison.Ordinal);
        int leading = digits.Length - digits.TrimStart('0').Length;
        return (negative, digits[leading..].TrimEnd('0'), point - leading);
    }

    private static string Positional(bool negative, string digits, int point)
    {
        string sign = negative ? "-" : "";
        if (point <= 0) return sign + "0." + new string('0', -point) + digits;
        if (point >= digits.Length) return sign + digits + new string('0', point - digits.Length);
        return sign + digits[..point] + "." + digits[point..];
    }

    private static string Exponential(bool negative, string digits, int point, int leastExponentDigits)
    {
        int exponent = point - 1;
        string fraction = digits.Length > 1 ? "." + digits[1..] : "";
        string magnitude = Math.Abs(exponent).ToString("D" + leastExponentDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return (negative ? "-" : "") + digits[0] + fraction + (exponent < 0 ? "e-" : "e+") + magnitude;
    }
}
