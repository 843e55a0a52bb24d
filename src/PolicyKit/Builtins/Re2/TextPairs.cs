using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>Looks for any of some ASCII texts in a short one, by the two characters that each starts with: one bit for each pair, spread over a small table.</summary>
internal sealed class TextPairs
{
    private const int Bits = 4_096;
    private const int CaseBit = 0x20;

    private readonly ulong[] _pairs = new ulong[Bits / 64];
    private readonly byte[][] _texts;
    private readonly bool _ignoresCase;

    private TextPairs(byte[][] texts, bool ignoresCase)
    {
        (_texts, _ignoresCase) = (texts, ignoresCase);
        foreach (byte[] text in texts)
        {
            int bit = BitOf(text[0], text[1]);
            _pairs[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    /// <summary>Null where some text is too short, or not ASCII.</summary>
    public static TextPairs? Of(string[] texts, bool ignoresCase) =>
        texts.All(t => t.Length > 1 && Ascii.IsValid(t)) ? new TextPairs([.. texts.Select(System.Text.Encoding.UTF8.GetBytes)], ignoresCase) : null;

    /// <summary>Whether one of the texts is in a text. Where case does not count, letters outside ASCII may be others' cases.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> text)
    {
        if (_ignoresCase && !Ascii.IsValid(text)) return true;
        for (int i = 0; i + 1 < text.Length; i++)
        {
            int bit = BitOf(text[i], text[i + 1]);
            if ((_pairs[bit >> 6] & (1UL << (bit & 63))) != 0 && IsAt(text[i..])) return true;
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
}
