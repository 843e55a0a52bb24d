using System.Text;
using PolicyKit.Text;

namespace PolicyKit.Runtime;

/// <summary>Lines of a UTF-8 text: positions from byte offsets.</summary>
internal sealed class LineIndex
{
    private readonly List<int> _starts = [0];

    public LineIndex(ReadOnlySpan<byte> text)
    {
        for (int start = 0; text[start..].IndexOf((byte)'\n') is >= 0 and int length; start += length + 1) _starts.Add(start + length + 1);
    }

    /// <summary>The position of one offset, found without an index.</summary>
    public static LinePosition Locate(ReadOnlySpan<byte> text, int offset)
    {
        ReadOnlySpan<byte> before = text[..offset];
        int start = before.LastIndexOf((byte)'\n') + 1;
        return new LinePosition(before.Count((byte)'\n'), Encoding.UTF8.GetCharCount(before[start..]));
    }

    /// <summary>The position of an offset in the text that was indexed.</summary>
    public LinePosition GetPosition(ReadOnlySpan<byte> text, int offset)
    {
        int line = _starts.BinarySearch(offset);
        if (line < 0) line = ~line - 1;
        return new LinePosition(line, Encoding.UTF8.GetCharCount(text[_starts[line]..offset]));
    }
}
