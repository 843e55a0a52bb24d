using System.Globalization;
using System.Numerics;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>
/// A number that is no integer of 64 bits, or is written in another way (<c>1.0</c>): exactly <see cref="Unscaled"/> × 10^-<see cref="Scale"/>, where
/// <see cref="Unscaled"/> does not end in zero. Keeps the text of a literal.
/// </summary>
internal sealed class BigNumber : IComparable<BigNumber>
{
    private readonly string? _text;
    private int _digits;

    private BigNumber(BigInteger unscaled, int scale, string? text)
    {
        Unscaled = unscaled;
        Scale = scale;
        _text = text;
    }

    public BigInteger Unscaled { get; }

    public int Scale { get; }

    public bool IsInteger => Scale <= 0;

    /// <summary>Number of digits before the decimal point; zero or less for a number below one.</summary>
    public long Magnitude => (long)Digits - Scale;

    /// <summary>As written, or as arithmetic prints its results.</summary>
    public string Text => _text ?? Format();

    /// <summary>Digits that arithmetic with this number and another may go over: from the first of either to the last.</summary>
    public long DigitsWith(BigNumber other) => Math.Max(Digits, other.Digits) + Math.Abs((long)Scale - other.Scale);

    private string Format()
    {
        Payer.ChargeDigits(Digits);
        return NumberFormat.Format(this);
    }

    private int Digits => _digits != 0 ? _digits : _digits = CountDigits(Unscaled);

    public static BigNumber FromInt64(long value) => Normalise(value, 0, null);

    public static BigNumber Create(BigInteger unscaled, int scale) => Normalise(unscaled, scale, null);

    /// <summary>Reads a JSON number, which must be well formed.</summary>
    public static BigNumber Parse(ReadOnlySpan<char> text)
    {
        Payer.ChargeDigits(text.Length);
        int e = text.IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = e < 0 ? text : text[..e];
        int exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        int scale = point < 0 ? 0 : mantissa.Length - point - 1;
        return Normalise(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), scale - exponent, text.ToString());
    }

    /// <summary>Reads a JSON number, which must be well formed.</summary>
    public static BigNumber Parse(ReadOnlySpan<byte> text) => Parse(Encoding.ASCII.GetString(text));

    /// <summary>The same number, printed as arithmetic prints it.</summary>
    public BigNumber WithoutText() => new(Unscaled, Scale, null);

    /// <summary>This number as a value; inline where it can be.</summary>
    public Value ToValue() => _text is null && TryGetInt64(out long value) ? Value.FromInt64(value) : new Value(this, 0);

    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (!IsInteger || Magnitude > 19) return false;
        BigInteger integer = ToBigInteger();
        if (integer < long.MinValue || integer > long.MaxValue) return false;
        value = (long)integer;
        return true;
    }

    /// <summary>The integer part; the magnitude must have been checked.</summary>
    public BigInteger ToBigInteger() =>
        Scale <= 0 ? Unscaled * BigInteger.Pow(10, -Scale) : BigInteger.Divide(Unscaled, BigInteger.Pow(10, Scale));

    public double ToDouble() => double.Parse(string.Create(CultureInfo.InvariantCulture, $"{Unscaled}e{-(long)Scale}"), NumberStyles.Float, CultureInfo.InvariantCulture);

    public int CompareTo(BigNumber? other)
    {
        if (other is null) return 1;
        int sign = Unscaled.Sign;
        if (sign != other.Unscaled.Sign || sign == 0) return sign - other.Unscaled.Sign;
        if (Magnitude != other.Magnitude) return Magnitude > other.Magnitude ? sign : -sign;
        // Equal magnitudes: the scales differ by no more than the digits do.
        int scale = Math.Max(Scale, other.Scale);
        if (Scale != other.Scale) Payer.ChargeDigits(Math.Max(Digits, other.Digits));
        return AtScale(scale).CompareTo(other.AtScale(scale));
    }

    /// <summary>The unscaled integer at a scale that is not below this number's own.</summary>
    public BigInteger AtScale(int scale) => scale == Scale ? Unscaled : Unscaled * BigInteger.Pow(10, scale - Scale);

    public override int GetHashCode() => TryGetInt64(out long value) ? Utf8Text.Hash(value) : HashCode.Combine(Unscaled, Scale);

    public override bool Equals(object? obj) => obj is BigNumber other && Scale == other.Scale && Unscaled == other.Unscaled;

    private static BigNumber Normalise(BigInteger unscaled, int scale, string? text)
    {
        if (unscaled.IsZero) return new BigNumber(unscaled, 0, text);
        // Large steps first: a number of n zeros takes log n divisions.
        int step = 1;
        while (unscaled.IsEven && step > 0)
        {
            BigInteger quotient = BigInteger.DivRem(unscaled, BigInteger.Pow(10, step), out BigInteger remainder);
            if (remainder.IsZero)
            {
                unscaled = quotient;
                scale -= step;
                step *= 2;
            }
            else
            {
                step /= 2;
            }
        }
        return new BigNumber(unscaled, scale, text);
    }

    private static int CountDigits(BigInteger unscaled)
    {
        BigInteger magnitude = BigInteger.Abs(unscaled);
        if (magnitude.IsZero) return 1;
        int digits = (int)BigInteger.Log10(magnitude);
        BigInteger power = BigInteger.Pow(10, digits);
        if (magnitude < power) return digits;
        return magnitude >= power * 10 ? digits + 2 : digits + 1;
    }
}
