using System.Runtime.Intrinsics;
using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>
/// Looks for any of some ASCII texts in a short one, by the two characters that each starts with. The halves of both characters are looked up for sixteen places at once, which leaves few places, and of these one bit for each pair,
/// spread over a small table, leaves fewer.
/// </summary>
internal sealed class TextPairs
{
    private const int Bits = 4_096;
    private const byte CaseBit = 0x20;

    /// <summary>Texts share the bits of a byte.</summary>
    private const int Lots = 8;

    private readonly ulong[] _pairs = new ulong[Bits / 64];
    private readonly byte[][] _texts;
    private readonly bool _ignoresCase;
    private readonly Halves _first;
    private readonly Halves _second;

    private TextPairs(byte[][] texts, bool ignoresCase)
    {
        (_texts, _ignoresCase) = (texts, ignoresCase);
        foreach (byte[] text in texts)
        {
            int bit = BitOf(text[0], text[1]);
            _pairs[bit >> 6] |= 1UL << (bit & 63);
        }
        // Texts that start alike share a lot.
        byte[][] alike = [.. texts.OrderBy(t => t[0] | CaseBit).ThenBy(t => t[1] | CaseBit)];
        _first = Halves.Of([.. alike.Select(t => t[0])]);
        _second = Halves.Of([.. alike.Select(t => t[1])]);
    }

    /// <summary>Null where some text is too short, or not ASCII.</summary>
    public static TextPairs? Of(string[] texts, bool ignoresCase) =>
        texts.All(t => t.Length > 1 && Ascii.IsValid(t)) ? new TextPairs([.. texts.Select(System.Text.Encoding.UTF8.GetBytes)], ignoresCase) : null;

    /// <summary>Whether one of the texts is in a text. Where case does not count, letters outside ASCII may be others' cases.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> text)
    {
        if (_ignoresCase && !Ascii.IsValid(text)) return true;
        int width = Vector128<byte>.Count;
        if (text.Length <= width)
        {
            if (text.Length < 2) return false;
            Span<byte> padded = stackalloc byte[width + 1];
            padded.Clear();
            text.CopyTo(padded);
            return IsAmong(text, 0, Places(padded));
        }
        for (int start = 0; start + width < text.Length; start += width)
        {
            if (IsAmong(text, start, Places(text.Slice(start, width + 1)))) return true;
        }
        int last = text.Length - width - 1;
        return IsAmong(text, last, Places(text[last..]));
    }

    /// <summary>Of the first sixteen places of a text those, as bits, where one of the texts may stand.</summary>
    private uint Places(ReadOnlySpan<byte> text) => Vector128.GreaterThan(_first.Lots(Vector128.Create(text)) & _second.Lots(Vector128.Create(text[1..])), Vector128<byte>.Zero).ExtractMostSignificantBits();

    private bool IsAmong(ReadOnlySpan<byte> text, int start, uint places)
    {
        for (; places != 0; places &= places - 1)
        {
            int place = start + int.TrailingZeroCount((int)places);
            if (place + 1 >= text.Length) return false;
            int bit = BitOf(text[place], text[place + 1]);
            if ((_pairs[bit >> 6] & (1UL << (bit & 63))) != 0 && IsAt(text[place..])) return true;
        }
        return false;
    }

    private bool IsAt(ReadOnlySpan<byte> text)
    {
        foreach (byte[] known in _texts)
        {
            if (text.Length >= known.Length && (_ignoresCase ? Ascii.EqualsIgnoreCase(text[..known.Length], known) : text.StartsWith(known))) return true;
        }
        return false;
    }

    /// <summary>Upper and lower case have one bit, which is right where case does not count and does no harm elsewhere.</summary>
    private static int BitOf(byte first, byte second) => (((first | CaseBit) * 67) ^ (second | CaseBit)) & (Bits - 1);

    /// <summary>For each value of either half of a character, the lots of texts that have such a one.</summary>
    private readonly struct Halves(Vector128<byte> lower, Vector128<byte> upper)
    {
        private const int HalfBits = 4;
        private const byte HalfMask = (1 << HalfBits) - 1;

        public static Halves Of(byte[] characters)
        {
            Span<byte> lower = stackalloc byte[Vector128<byte>.Count];
            Span<byte> upper = stackalloc byte[Vector128<byte>.Count];
            for (int i = 0; i < characters.Length; i++)
            {
                int character = characters[i];
                byte lot = (byte)(1 << (i * TextPairs.Lots / characters.Length));
                lower[(character | CaseBit) & HalfMask] |= lot;
                upper[(character | CaseBit) >> HalfBits] |= lot;
            }
            return new Halves(Vector128.Create<byte>(lower), Vector128.Create<byte>(upper));
        }

        public Vector128<byte> Lots(Vector128<byte> characters)
        {
            Vector128<byte> folded = characters | Vector128.Create(CaseBit);
            return Vector128.Shuffle(lower, folded & Vector128.Create(HalfMask)) & Vector128.Shuffle(upper, (folded.AsUInt16() >> HalfBits).AsByte() & Vector128.Create(HalfMask));
        }
    }
}
