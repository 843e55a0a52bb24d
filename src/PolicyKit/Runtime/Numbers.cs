using System.Numerics;

namespace PolicyKit.Runtime;

/// <summary>
/// Rego's arithmetic. Sums and products are exact; a quotient is exact when two integers divide, else rounded as OPA rounds it. Undefined operands give undefined;
/// a failure gives undefined and a message.
/// </summary>
internal static class Numbers
{
    /// <summary>Digits before or behind the decimal point that a result may have.</summary>
    public const int MaxDigits = 100_000;

    public static Value Add(Value left, Value right, out string? error)
    {
        if (left.TryGetInlineInt64(out long a) && right.TryGetInlineInt64(out long b))
        {
            long sum = unchecked(a + b);
            if (((a ^ sum) & (b ^ sum)) >= 0) return Small(sum, out error);
        }
        return Exact(left, right, out error, static (a, b, scale) => BigNumber.Create(a.AtScale(scale) + b.AtScale(scale), scale));
    }

    public static Value Subtract(Value left, Value right, out string? error)
    {
        if (left.TryGetInlineInt64(out long a) && right.TryGetInlineInt64(out long b))
        {
            long difference = unchecked(a - b);
            if (((a ^ b) & (a ^ difference)) >= 0) return Small(difference, out error);
        }
        return Exact(left, right, out error, static (a, b, scale) => BigNumber.Create(a.AtScale(scale) - b.AtScale(scale), scale));
    }

    public static Value Multiply(Value left, Value right, out string? error)
    {
        if (left.TryGetInlineInt64(out long a) && right.TryGetInlineInt64(out long b) && Math.BigMul(a, b, out long product) == product >> 63)
        {
            return Small(product, out error);
        }
        return Exact(left, right, out error, static (a, b, _) => BigNumber.Create(a.Unscaled * b.Unscaled, a.Scale + b.Scale));
    }

    public static Value Divide(Value left, Value right, out string? error)
    {
        if (left.TryGetInlineInt64(out long a) && right.TryGetInlineInt64(out long b) && b is not (0 or -1) && a % b == 0) return Small(a / b, out error);
        if (right.IsNumber && Ops.IsZero(right) && left.IsNumber) return Fail("divide by zero", out error);
        return Exact(left, right, out error, static (a, b, _) => Quotient(a, b));
    }

    public static Value Remainder(Value left, Value right, out string? error)
    {
        if (left.TryGetInlineInt64(out long a) && right.TryGetInlineInt64(out long b) && b is not (0 or -1)) return Small(a % b, out error);
        if (left.IsNumber && right.IsNumber)
        {
            if (!left.ToBigNumber().IsInteger || !right.ToBigNumber().IsInteger) return Fail("modulo on floating-point number", out error);
            if (Ops.IsZero(right)) return Fail("modulo by zero", out error);
        }
        return Exact(left, right, out error, static (a, b, _) => BigNumber.Create(BigInteger.Remainder(a.ToBigInteger(), b.ToBigInteger()), 0));
    }

    public static Value Negate(Value operand, out string? error) => Subtract(Value.FromInt64(0), operand, out error);

    private static BigNumber Quotient(BigNumber left, BigNumber right)
    {
        if (left.IsInteger && right.IsInteger)
        {
            BigInteger quotient = BigInteger.DivRem(left.ToBigInteger(), right.ToBigInteger(), out BigInteger remainder);
            if (remainder.IsZero) return BigNumber.Create(quotient, 0);
        }
        return BinaryFloat.Divide(left, right);
    }

    private static Value Exact(Value left, Value right, out string? error, Func<BigNumber, BigNumber, int, BigNumber> combine)
    {
        if (left.IsUndefined || right.IsUndefined) return Fail(null, out error);
        if (!left.IsNumber) return Fail($"operand 1 must be number but got {left.Kind.Name()}", out error);
        if (!right.IsNumber) return Fail($"operand 2 must be number but got {right.Kind.Name()}", out error);
        BigNumber a = left.ToBigNumber();
        BigNumber b = right.ToBigNumber();
        if (IsTooBig(a) || IsTooBig(b)) return Fail("number is too big", out error);
        Payer.ChargeDigits(a.DigitsWith(b));
        BigNumber result = combine(a, b, Math.Max(a.Scale, b.Scale));
        if (IsTooBig(result)) return Fail("number is too big", out error);
        error = null;
        return result.ToValue();
    }

    private static bool IsTooBig(BigNumber number) => number.Magnitude is > MaxDigits or < -MaxDigits || number.Scale > MaxDigits;

    private static Value Small(long value, out string? error)
    {
        error = null;
        return Value.FromInt64(value);
    }

    private static Value Fail(string? message, out string? error)
    {
        error = message;
        return Value.Undefined;
    }
}
