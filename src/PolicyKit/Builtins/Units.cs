using System.Collections.Frozen;
using System.Numerics;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>units.*</c>: amounts such as <c>100m</c>, <c>1.5Gi</c>, <c>10KB</c>.</summary>
internal static class Units
{
    private const int FractionDigits = 10;

    private static readonly string[] Prefixes = ["", "k", "m", "g", "t", "p", "e"];

    /// <summary>Lower case unit → base and power.</summary>
    private static readonly FrozenDictionary<string, (int Base, int Power)> Scales = Prefixes
        .SelectMany((prefix, power) => power == 0 ? [(prefix, (1_000, 0))] : new[] { (prefix, (1_000, power)), (prefix + "i", (1_024, power)) })
        .ToFrozenDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("units.parse", [Row.String], Row.Number, Parse, "the number that an amount with a unit (`m`, `k`, `Ki`, `M`, … `Ei`) means"),
        Row.Of("units.parse_bytes", [Row.String], Row.Number, ParseBytes, "the bytes that a size (`10KB`, `1Gi`) means"),
    ];

    public static Value Parse(BuiltinContext context, Value amount)
    {
        if (!context.TryString(amount, 1, out var source))
            return Value.Undefined;
        var text = source.Replace("\"", "", StringComparison.Ordinal);
        if (!TrySplit(context, text, "no amount provided", out var number, out var unit))
            return Value.Undefined;
        if (unit == "m")
            return Scale(context, number, (1_000, -1), "amount", isWhole: false);
        return Scales.TryGetValue(unit.ToLowerInvariant(), out var scale)
            ? Scale(context, number, scale, "amount", isWhole: false)
            : context.Fail($"unit {unit} not recognized");
    }

    public static Value ParseBytes(BuiltinContext context, Value size)
    {
        if (!context.TryString(size, 1, out var source))
            return Value.Undefined;
        var text = source.Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant();
        if (!TrySplit(context, text, "no byte amount provided", out var number, out var unit))
            return Value.Undefined;
        var key = unit.Length > 1 && unit.EndsWith('b') ? unit[..^1] : unit;
        return Scales.TryGetValue(key, out var scale)
            ? Scale(context, number, scale, "byte amount", isWhole: true)
            : context.Fail($"byte unit {unit} not recognized");
    }

    private static Value Scale(BuiltinContext context, string number, (int Base, int Power) scale, string what, bool isWhole)
    {
        if (NumberText.HasLargeExponent(number))
            return context.Fail("exponent too large");
        if (!NumberText.TryNormalise(number, out var json))
            return context.Fail($"could not parse {what} to a number");
        var exact = Value.FromNumberText(json).ToBigNumber();
        var factor = BigInteger.Pow(scale.Base, Math.Abs(scale.Power));
        // 1/1000 is three more places behind the point.
        var (unscaled, places) = scale.Power < 0 ? (exact.Unscaled, exact.Scale + 3) : (exact.Unscaled * factor, exact.Scale);
        return isWhole || places > FractionDigits ? Round(unscaled, places, isWhole ? 0 : FractionDigits, isWhole) : BigNumber.Create(unscaled, places).ToValue();
    }

    /// <summary>Bytes are cut, amounts rounded to ten places.</summary>
    private static Value Round(BigInteger unscaled, int places, int wanted, bool isCut)
    {
        if (places <= wanted)
            return BigNumber.Create(unscaled, places).ToValue();
        var divisor = BigInteger.Pow(10, places - wanted);
        var quotient = BigInteger.DivRem(unscaled, divisor, out var rest);
        if (!isCut && BigInteger.Abs(rest) * 2 >= divisor)
            quotient += unscaled.Sign;
        return BigNumber.Create(quotient, wanted).ToValue();
    }

    private static bool TrySplit(BuiltinContext context, string text, string nothing, out string number, out string unit)
    {
        var end = NumberEnd(text);
        (number, unit) = (text[..end], text[end..]);
        if (text.Contains(' ', StringComparison.Ordinal))
        {
            context.Fail("spaces not allowed in resource strings");
            return false;
        }

        if (end > 0)
            return true;
        context.Fail(nothing);
        return false;
    }

    /// <summary>Where the unit starts; an <c>e</c> belongs to the number if digits or a sign follow it.</summary>
    private static int NumberEnd(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is 'e' or 'E')
            {
                if (index + 1 == text.Length || !(char.IsAsciiDigit(text[index + 1]) || text[index + 1] is '+' or '-'))
                    return index;
                index += text[index + 1] is '+' or '-' ? 1 : 0;
            }
            else if (!char.IsAsciiDigit(text[index]) && text[index] is not ('.' or '+' or '-'))
                return index;
        }

        return text.Length;
    }
}
