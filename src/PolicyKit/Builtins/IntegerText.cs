using System.Globalization;
using System.Numerics;
using System.Text;

namespace PolicyKit.Builtins;

/// <summary>Integers in base 2, 8, 10 and 16, lower case, with a minus sign.</summary>
internal static class IntegerText
{
    public static string Format(BigInteger number, int radix)
    {
        if (radix == 10)
            return number.ToString(CultureInfo.InvariantCulture);
        var magnitude = BigInteger.Abs(number);
        var bits = radix switch { 2 => 1, 8 => 3, _ => 4 };
        var digits = new StringBuilder();
        var bytes = magnitude.ToByteArray(isUnsigned: true, isBigEndian: false);
        for (var bit = 0L; bit < magnitude.GetBitLength(); bit += bits)
            digits.Append("0123456789abcdef"[DigitAt(bytes, bit, bits)]);
        if (digits.Length == 0)
            digits.Append('0');
        if (number.Sign < 0)
            digits.Append('-');
        return CodePoints.Reverse(digits.ToString());
    }

    private static int DigitAt(byte[] bytes, long bit, int bits)
    {
        var digit = 0;
        for (var offset = 0; offset < bits; offset++)
        {
            var (index, shift) = ((bit + offset) / 8, (int)((bit + offset) % 8));
            if (index < bytes.Length && ((bytes[index] >> shift) & 1) == 1)
                digit |= 1 << offset;
        }

        return digit;
    }
}
