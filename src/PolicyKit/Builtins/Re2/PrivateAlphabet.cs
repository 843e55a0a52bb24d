using System.Globalization;
using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>
/// RE2's <c>\b</c> knows ASCII words only, .NET's knows Unicode's. Text is therefore rewritten for it: each code point beyond ASCII becomes three characters of the
/// private use area, seven bits each, which are no word characters.
/// </summary>
internal static class PrivateAlphabet
{
    private const int Digits = 3, Bits = 7, Base = 0xE000, Zone = 0x100;

    /// <summary>The text rewritten, and the original index of each of its characters and of its end; -1 inside a code point.</summary>
    public static (string Text, int[] Origins) Encode(string text)
    {
        var result = new StringBuilder();
        var origins = new List<int>();
        for (var index = 0; index < text.Length; index += CodePoints.WidthAt(text, index))
        {
            origins.Add(index);
            var codePoint = CodePoints.At(text, index);
            if (codePoint < 0x80)
            {
                result.Append((char)codePoint);
                continue;
            }

            for (var digit = 0; digit < Digits; digit++)
                result.Append((char)UnitAt(codePoint, digit));
            origins.AddRange([-1, -1]);
        }

        origins.Add(text.Length);
        return (result.ToString(), [.. origins]);
    }

    /// <summary>Appends a set of code points as it is found in an encoded text.</summary>
    public static void Append(StringBuilder result, CodePointSet set)
    {
        result.Append("(?:[^\\u0000-\\uFFFF]");
        foreach (var (first, last) in set.Ranges)
        {
            if (first < 0x80)
            {
                result.Append("|[");
                Re2Translator.AppendRange(result, first, Math.Min(last, 0x7F));
                result.Append(']');
            }

            if (last >= 0x80)
                AppendSequences(result, "", Math.Max(first, 0x80), last, 0);
        }

        result.Append(')');
    }

    /// <summary>Splits a range into sequences of digit ranges.</summary>
    private static void AppendSequences(StringBuilder result, string prefix, int first, int last, int digit)
    {
        var (from, to) = (UnitAt(first, digit), UnitAt(last, digit));
        var low = (1 << (Bits * (Digits - 1 - digit))) - 1;
        if (digit == Digits - 1)
            result.Append('|').Append(prefix).Append(Class(from, to));
        else if (from == to)
            AppendSequences(result, prefix + Class(from, to), first, last, digit + 1);
        else if ((first & low) != 0)
        {
            AppendSequences(result, prefix, first, first | low, digit);
            AppendSequences(result, prefix, (first | low) + 1, last, digit);
        }
        else if ((last & low) != low)
        {
            AppendSequences(result, prefix, first, (last & ~low) - 1, digit);
            AppendSequences(result, prefix, last & ~low, last, digit);
        }
        else
            AppendSequences(result, prefix + Class(from, to), first & low, low, digit + 1);
    }

    private static int UnitAt(int codePoint, int digit) => Base + (Zone * digit) + ((codePoint >> (Bits * (Digits - 1 - digit))) & ((1 << Bits) - 1));

    private static string Class(int from, int to) => string.Create(CultureInfo.InvariantCulture, $@"[\u{from:X4}-\u{to:X4}]");
}
