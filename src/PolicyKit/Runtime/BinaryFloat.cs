using System.Numerics;

namespace PolicyKit.Runtime;

/// <summary>
/// Division as OPA does it: in binary floating point with a mantissa of 64 bits, ties to even. The result is the shortest decimal that rounds to the same float.
/// </summary>
internal static class BinaryFloat
{
    private const int Precision = 64;

    /// <summary>Decimal digits that always tell a mantissa of 64 bits from its neighbours.</summary>
    private const int EnoughDigits = 21;

    public static BigNumber Divide(BigNumber left, BigNumber right)
    {
        (BigInteger a, int aExponent) = Round(left);
        (BigInteger b, int bExponent) = Round(right);
        if (a.IsZero) return BigNumber.Create(0, 0);
        (BigInteger mantissa, int exponent) = Round(a, b, aExponent - bExponent);
        return ToShortestDecimal(mantissa, exponent);
    }

    /// <summary>The float nearest to a decimal.</summary>
    private static (BigInteger Mantissa, int Exponent) Round(BigNumber number) =>
        number.Scale <= 0
            ? Round(number.ToBigInteger(), BigInteger.One, 0)
            : Round(number.Unscaled, BigInteger.Pow(10, number.Scale), 0);

    /// <summary>The float nearest to numerator / denominator × 2^exponent: a mantissa of 64 bits, or zero.</summary>
    private static (BigInteger Mantissa, int Exponent) Round(BigInteger numerator, BigInteger denominator, int exponent)
    {
        if (numerator.IsZero) return (numerator, 0);
        int sign = numerator.Sign * denominator.Sign;
        numerator = BigInteger.Abs(numerator);
        denominator = BigInteger.Abs(denominator);
        // Two bits more than needed, the lower one sticky.
        int shift = Precision + 2 - (int)(numerator.GetBitLength() - denominator.GetBitLength());
        if (shift > 0) numerator <<= shift;
        else denominator <<= -shift;
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        int extra = (int)quotient.GetBitLength() - Precision;
        BigInteger mantissa = quotient >> extra;
        BigInteger rest = quotient - (mantissa << extra);
        int half = rest.CompareTo(BigInteger.One << (extra - 1));
        if (half == 0 && !remainder.IsZero) half = 1;
        if (half > 0 || (half == 0 && !mantissa.IsEven)) mantissa += 1;
        return (sign * mantissa, exponent - shift + extra);
    }

    private static BigNumber ToShortestDecimal(BigInteger mantissa, int exponent)
    {
        // Twice the mantissa, so that the bounds half a unit away are integers too.
        BigInteger magnitude = BigInteger.Abs(mantissa) << 1;
        int binary = exponent - 1;
        BigInteger unit = binary > 0 ? BigInteger.One << binary : BigInteger.One;
        BigInteger divisor = binary < 0 ? BigInteger.One << -binary : BigInteger.One;
        BigInteger low = (magnitude - 1) * unit;
        BigInteger value = magnitude * unit;
        BigInteger high = (magnitude + 1) * unit;
        bool inclusive = mantissa.IsEven;
        int top = (int)Math.Floor((magnitude.GetBitLength() + binary) * 0.30102999566398120);
        for (int digits = 1; digits <= EnoughDigits; digits++)
        {
            int scale = digits - 1 - top;
            BigInteger candidate = Nearest(value, divisor, scale);
            BigInteger up = scale > 0 ? candidate * divisor : candidate * divisor * BigInteger.Pow(10, -scale);
            BigInteger factor = scale > 0 ? BigInteger.Pow(10, scale) : BigInteger.One;
            int fromLow = up.CompareTo(low * factor);
            int fromHigh = up.CompareTo(high * factor);
            if ((fromLow > 0 && fromHigh < 0) || (inclusive && fromLow >= 0 && fromHigh <= 0)) return BigNumber.Create(mantissa.Sign * candidate, scale);
        }
        return BigNumber.Create(mantissa.Sign * Nearest(value, divisor, EnoughDigits - top), EnoughDigits - top);
    }

    /// <summary>value / divisor × 10^scale as the nearest integer.</summary>
    private static BigInteger Nearest(BigInteger value, BigInteger divisor, int scale)
    {
        if (scale > 0) value *= BigInteger.Pow(10, scale);
        else divisor *= BigInteger.Pow(10, -scale);
        return ((value * 2) + divisor) / (divisor * 2);
    }
}
