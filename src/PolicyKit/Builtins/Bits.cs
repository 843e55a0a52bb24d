using System.Numerics;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>bits.*</c> over integers of any size in two's complement.</summary>
internal static class Bits
{
    private const int MaxShift = 1 << 16;

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("bits.and", [Row.Number, Row.Number], Row.Number, And, "bits set in both integers"),
        Row.Of("bits.lsh", [Row.Number, Row.Number], Row.Number, ShiftLeft, "the integer with its bits moved left"),
        Row.Of("bits.negate", [Row.Number], Row.Number, Negate, "the integer with every bit flipped"),
        Row.Of("bits.or", [Row.Number, Row.Number], Row.Number, Or, "bits set in either integer"),
        Row.Of("bits.rsh", [Row.Number, Row.Number], Row.Number, ShiftRight, "the integer with its bits moved right"),
        Row.Of("bits.xor", [Row.Number, Row.Number], Row.Number, Xor, "bits set in exactly one of the integers"),
    ];

    public static Value And(BuiltinContext context, Value left, Value right) => Combine(context, left, right, (a, b) => a & b);

    public static Value Or(BuiltinContext context, Value left, Value right) => Combine(context, left, right, (a, b) => a | b);

    public static Value Xor(BuiltinContext context, Value left, Value right) => Combine(context, left, right, (a, b) => a ^ b);

    public static Value Negate(BuiltinContext context, Value number) =>
        context.TryBigInteger(number, 1, out var integer) ? Value.FromBigInteger(~integer) : Value.Undefined;

    public static Value ShiftLeft(BuiltinContext context, Value number, Value shift)
    {
        if (!TryShift(context, number, shift, out var integer, out var places))
            return Value.Undefined;
        context.Charge(places / 64);
        return places <= MaxShift ? Value.FromBigInteger(integer << (int)places) : context.Fail($"shift of more than {MaxShift} bits");
    }

    public static Value ShiftRight(BuiltinContext context, Value number, Value shift) =>
        TryShift(context, number, shift, out var integer, out var places) ? Value.FromBigInteger(integer >> (int)Math.Min(places, int.MaxValue)) : Value.Undefined;

    private static bool TryShift(BuiltinContext context, Value number, Value shift, out BigInteger integer, out long places)
    {
        places = 0;
        if (!context.TryBigInteger(number, 1, out integer) || !context.TryInteger(shift, 2, out places))
            return false;
        if (places >= 0)
            return true;
        context.Fail("operand 2 must be an unsigned integer number but got a negative integer");
        return false;
    }

    private static Value Combine(BuiltinContext context, Value left, Value right, Func<BigInteger, BigInteger, BigInteger> combine) =>
        context.TryBigInteger(left, 1, out var a) && context.TryBigInteger(right, 2, out var b) ? Value.FromBigInteger(combine(a, b)) : Value.Undefined;
}
