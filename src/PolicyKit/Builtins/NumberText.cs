using System.Globalization;
using System.Text.RegularExpressions;

namespace PolicyKit.Builtins;

/// <summary>Decimal numbers as people write them (<c>+1</c>, <c>.5</c>, <c>007</c>), which is more than JSON allows.</summary>
internal static partial class NumberText
{
    private const int MaxExponent = 1_000;

    /// <summary>The same number as JSON writes it. Fails on anything but a decimal number, and on exponents over 1,000.</summary>
    public static bool TryNormalise(string text, out string json)
    {
        json = "";
        var match = Decimal().Match(text);
        if (!match.Success || text.Length > MaxExponent * 4)
            return false;
        var whole = match.Groups["whole"].Value.TrimStart('0');
        var fraction = match.Groups["fraction"].Value;
        if (whole.Length == 0 && match.Groups["whole"].Length == 0 && fraction.Length == 0)
            return false;
        var exponent = 0;
        if (match.Groups["exponent"] is { Length: > 0 } digits
            && (!int.TryParse(digits.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MaxExponent))
            return false;
        var sign = text[0] == '-' ? "-" : "";
        var point = fraction.Length == 0 ? "" : "." + fraction;
        var power = exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{exponent}");
        json = $"{sign}{(whole.Length == 0 ? "0" : whole)}{point}{power}";
        return true;
    }

    /// <summary>Whether the text has an exponent that <see cref="TryNormalise"/> refuses for its size.</summary>
    public static bool HasLargeExponent(string text) =>
        Decimal().Match(text) is { Success: true } match && match.Groups["exponent"] is { Length: > 0 } digits
        && (!int.TryParse(digits.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || Math.Abs(exponent) > MaxExponent);

    [GeneratedRegex(@"\A[+-]?(?<whole>[0-9]*)(?:\.(?<fraction>[0-9]*))?(?:[eE](?<exponent>[+-]?[0-9]+))?\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
