using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace PolicyKit.Kubernetes.Quantities;

/// <summary>
/// An amount as the API server reads it (<c>resource.Quantity</c>): exactly <see cref="Unscaled"/> × 10^<see cref="Exponent"/>, where <see cref="Unscaled"/> does not
/// end in zero. What is finer than nano is rounded away from zero; binary amounts end at 2^63-1. Exponents are never expanded but where a number is asked for.
/// </summary>
internal sealed class Quantity : IComparable<Quantity>
{
    private const int Nano = -9;

    private static readonly BigInteger MaxBinary = long.MaxValue;

    private readonly int _digits;

    private Quantity(BigInteger unscaled, long exponent, QuantityFormat format)
    {
        while (!unscaled.IsZero)
        {
            BigInteger tenth = BigInteger.DivRem(unscaled, 10, out BigInteger rest);
            if (!rest.IsZero) break;
            (unscaled, exponent) = (tenth, exponent + 1);
        }
        Unscaled = unscaled;
        Exponent = unscaled.IsZero ? 0 : exponent;
        Format = format;
        _digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length;
    }

    public BigInteger Unscaled { get; }

    public long Exponent { get; }

    public QuantityFormat Format { get; }

    /// <summary>Digits before the point; zero or less below one.</summary>
    public long Magnitude => _digits + Exponent;

    /// <summary>Reads a quantity with the spaces around it that the API server ignores.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Quantity? quantity)
    {
        quantity = QuantityText.Split(text.Trim()) is { } split ? Of(split) : null;
        return quantity is not null;
    }

    public int CompareTo(Quantity? other)
    {
        if (other is null) return 1;
        int sign = Unscaled.Sign;
        if (sign != other.Unscaled.Sign || sign == 0) return sign.CompareTo(other.Unscaled.Sign);
        if (Magnitude != other.Magnitude) return sign * Magnitude.CompareTo(other.Magnitude);
        // Numbers of one magnitude are as far apart in their exponents as they have digits.
        long least = Math.Min(Exponent, other.Exponent);
        return Scaled(least).CompareTo(other.Scaled(least));
    }

    /// <summary>How often 10^<paramref name="exponent"/> fits in, rounded away from zero.</summary>
    public BigInteger In(int exponent)
    {
        if (Exponent >= exponent) return Scaled(exponent);
        BigInteger whole = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, (int)(exponent - Exponent)), out BigInteger rest);
        return rest.IsZero ? whole : whole + Unscaled.Sign;
    }

    /// <summary>The number as JSON has it: <c>0.1</c>, <c>1024</c>.</summary>
    public string ToNumber()
    {
        if (Exponent >= 0) return Scaled(0).ToString(CultureInfo.InvariantCulture);
        string digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft((int)-Exponent + 1, '0');
        return $"{(Unscaled.Sign < 0 ? "-" : "")}{digits[..(int)(digits.Length + Exponent)]}.{digits[(int)(digits.Length + Exponent)..]}";
    }

    /// <summary>The canonical form: no fraction, the largest suffix that loses nothing, no sign but that of a negative number.</summary>
    public override string ToString()
    {
        if (Unscaled.IsZero) return "0";
        bool isBinary = Format == QuantityFormat.BinarySI && Exponent >= 0 && BigInteger.Abs(Scaled(0)) >= 1_024;
        (BigInteger number, long exponent) = isBinary ? OfBinary(Scaled(0)) : OfDecimal();
        QuantityFormat format = isBinary || Format == QuantityFormat.DecimalExponent ? Format : QuantityFormat.DecimalSI;
        return number.ToString(CultureInfo.InvariantCulture) + (QuantityText.SuffixOf(format, exponent) ?? QuantityText.SuffixOf(QuantityFormat.DecimalExponent, exponent));
    }

    private static Quantity Of(QuantityText text)
    {
        string digits = text.Whole + text.Fraction;
        BigInteger unscaled = digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        long exponent = -text.Fraction.Length;
        bool isBinary = text.Format == QuantityFormat.BinarySI;
        if (isBinary) unscaled <<= text.Exponent;
        else exponent += text.Exponent;
        if (exponent < Nano && !unscaled.IsZero) (unscaled, exponent) = (RoundUp(unscaled, Nano - exponent), Nano);
        var amount = new Quantity(unscaled, exponent, text.Format);
        if (isBinary && amount.CompareTo(new Quantity(MaxBinary, 0, text.Format)) > 0) amount = new Quantity(MaxBinary, 0, text.Format);
        QuantityFormat format = isBinary && amount is { Unscaled.Sign: > 0, Magnitude: <= 0 } ? QuantityFormat.DecimalSI : text.Format;
        return new Quantity(text.IsNegative ? -amount.Unscaled : amount.Unscaled, amount.Exponent, format);
    }

    /// <summary>A positive number without its last digits.</summary>
    private static BigInteger RoundUp(BigInteger number, long digits)
    {
        if (digits > number.GetBitLength()) return BigInteger.One;
        BigInteger rounded = BigInteger.DivRem(number, BigInteger.Pow(10, (int)digits), out BigInteger rest);
        return rest.IsZero ? rounded : rounded + 1;
    }

    private BigInteger Scaled(long exponent) => Unscaled * BigInteger.Pow(10, (int)(Exponent - exponent));

    private static (BigInteger Number, long Exponent) OfBinary(BigInteger number)
    {
        int exponent = 0;
        for (; (number % 1_024).IsZero; number /= 1_024) exponent += 10;
        return (number, exponent);
    }

    private (BigInteger Number, long Exponent) OfDecimal()
    {
        long over = ((Exponent % 3) + 3) % 3;
        return (Unscaled * BigInteger.Pow(10, (int)over), Exponent - over);
    }
}
