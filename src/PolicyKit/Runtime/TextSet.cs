using System.Numerics;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>A constant set of strings, asked for texts in UTF-8 without making strings.</summary>
internal sealed class TextSet
{
    private readonly byte[]?[] _slots;

    public TextSet(IReadOnlyCollection<string> texts)
    {
        _slots = new byte[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, texts.Count) * 2)][];
        foreach (string text in texts)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            int slot = Slot(utf8);
            while (_slots[slot] is not null) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = utf8;
        }
    }

    public bool Contains(ReadOnlySpan<byte> utf8)
    {
        for (int slot = Slot(utf8); _slots[slot] is { } text; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (utf8.SequenceEqual(text)) return true;
        }
        return false;
    }

    /// <summary>Length and outer bytes tell the texts of one set well enough apart.</summary>
    private int Slot(ReadOnlySpan<byte> utf8)
    {
        uint hash = (uint)utf8.Length;
        if (utf8.Length > 0) hash += (utf8[0] * 31u) + (utf8[^1] * 7u) + (utf8[utf8.Length / 2] * 131u);
        return (int)((hash ^ (hash >> 5)) & (uint)(_slots.Length - 1));
    }
}
