using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>semver.*</c> (Semantic Versioning 2.0.0)</summary>
internal static partial class Semver
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("semver.compare", [Row.String, Row.String], Row.Number, Compare, "-1, 0 or 1 as the first version is lower, equal or higher than the second"),
        Row.Of("semver.is_valid", [Row.Any], Row.Boolean, IsValid, "whether the value is a semantic version"),
    ];

    public static Value IsValid(BuiltinContext context, Value version) => Value.FromBoolean(version.Kind == ValueKind.String && context.TryString(version, 1, out var text) && Version().IsMatch(text));

    public static Value Compare(BuiltinContext context, Value first, Value second)
    {
        if (!context.TryString(first, 1, out var a) || !context.TryString(second, 2, out var b))
            return Value.Undefined;
        if (Version().Match(a) is not { Success: true } left)
            return context.Fail($"operand 1: string {GoQuote.Quote(a)} is not a valid SemVer");
        if (Version().Match(b) is not { Success: true } right)
            return context.Fail($"operand 2: string {GoQuote.Quote(b)} is not a valid SemVer");
        return Value.FromInt64(Order(left, right));
    }

    private static int Order(Match left, Match right)
    {
        foreach (var part in (ReadOnlySpan<string>)["major", "minor", "patch"])
        {
            var order = CompareNumbers(left.Groups[part].Value, right.Groups[part].Value);
            if (order != 0)
                return order;
        }

        var (a, b) = (left.Groups["pre"], right.Groups["pre"]);
        return a.Success && b.Success ? ComparePreReleases(a.Value.Split('.'), b.Value.Split('.')) : b.Success.CompareTo(a.Success);
    }

    private static int ComparePreReleases(string[] left, string[] right)
    {
        for (var index = 0; index < Math.Min(left.Length, right.Length); index++)
        {
            var (a, b) = (left[index], right[index]);
            var (isNumber, isOtherNumber) = (a.All(char.IsAsciiDigit), b.All(char.IsAsciiDigit));
            var order = isNumber != isOtherNumber ? (isNumber ? -1 : 1) : isNumber ? CompareNumbers(a, b) : Math.Sign(string.CompareOrdinal(a, b));
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareNumbers(string left, string right) =>
        BigInteger.Parse(left, NumberStyles.None, CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse(right, NumberStyles.None, CultureInfo.InvariantCulture));

    [GeneratedRegex(
        @"\A(?<major>[0-9]{1,100})\.(?<minor>[0-9]{1,100})\.(?<patch>[0-9]{1,100})(?:-(?<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
