using System.Numerics;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Rounding and ranges.</summary>
internal static class NumberFunctions
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("abs", [Row.Number], Row.Number, Abs, "the number without its sign"),
        Row.Of("ceil", [Row.Number], Row.Number, Ceil, "the least integer that is not below the number"),
        Row.Of("floor", [Row.Number], Row.Number, Floor, "the greatest integer that is not above the number"),
        Row.Of("numbers.range", [Row.Number, Row.Number], "array[number]", Range, "the integers from the first to the second, both included, up or down"),
        Row.Of("numbers.range_step", [Row.Number, Row.Number, Row.Number], "array[number]", RangeStep, "the integers from the first to the second in steps of the third"),
        Row.Of("round", [Row.Number], Row.Number, Round, "the nearest integer; halves are rounded away from zero"),
    ];

    public static Value Abs(BuiltinContext context, Value number)
    {
        if (!context.Is(number, 1, ValueKind.Number))
            return Value.Undefined;
        return Ops.Compare(number, Value.FromInt64(0)) >= 0 ? number : Operators.Minus(context, Value.FromInt64(0), number);
    }

    public static Value Ceil(BuiltinContext context, Value number) => ToInteger(context, number, (whole, rest, _) => rest > 0 ? whole + 1 : whole);

    public static Value Floor(BuiltinContext context, Value number) => ToInteger(context, number, (whole, rest, _) => rest < 0 ? whole - 1 : whole);

    public static Value Round(BuiltinContext context, Value number) =>
        ToInteger(context, number, (whole, rest, half) => half ? whole + rest : whole);

    public static Value Range(BuiltinContext context, Value from, Value to) =>
        context.TryBigInteger(from, 1, out var first) && context.TryBigInteger(to, 2, out var last) ? Series(context, first, last, 1) : Value.Undefined;

    public static Value RangeStep(BuiltinContext context, Value from, Value to, Value step)
    {
        if (!context.TryBigInteger(from, 1, out var first) || !context.TryBigInteger(to, 2, out var last) || !context.TryBigInteger(step, 3, out var size))
            return Value.Undefined;
        return size.Sign > 0 ? Series(context, first, last, size) : context.Fail("step must be a positive number above zero");
    }

    private static Value Series(BuiltinContext context, BigInteger first, BigInteger last, BigInteger step)
    {
        var up = first <= last;
        var builder = new ArrayBuilder();
        for (var number = first; up ? number <= last : number >= last; number += up ? step : -step)
        {
            context.Charge(1);
            builder.Add(Value.FromBigInteger(number));
        }

        return builder.ToValue();
    }

    /// <summary>Rounds from the part before the point, the sign of the part behind it, and whether that is a half or more.</summary>
    private static Value ToInteger(BuiltinContext context, Value number, Func<BigInteger, int, bool, BigInteger> round)
    {
        if (!context.Is(number, 1, ValueKind.Number))
            return Value.Undefined;
        var exact = number.ToBigNumber();
        if (exact.IsInteger)
            return number;
        if (exact.Scale > Numbers.MaxDigits)
            return context.Fail("number is too big");
        var divisor = BigInteger.Pow(10, exact.Scale);
        var whole = BigInteger.DivRem(exact.Unscaled, divisor, out var rest);
        return Value.FromBigInteger(round(whole, rest.Sign, BigInteger.Abs(rest) * 2 >= divisor));
    }
}
