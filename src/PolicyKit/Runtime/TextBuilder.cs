using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>Builds a text on the stack; what is longer than usual goes on in a pooled buffer.</summary>
internal ref struct TextBuilder(Span<char> buffer)
{
    /// <summary>Room for most messages and paths.</summary>
    public const int UsualLength = 256;

    private Span<char> _buffer = buffer;
    private char[]? _rented;
    private int _length;

    public void Append(string text)
    {
        if (text.Length > _buffer.Length - _length) Grow(text.Length);
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    /// <summary>Adds a text in UTF-8 and gives its length in characters.</summary>
    public int Append(ReadOnlySpan<byte> utf8)
    {
        // A byte is one character at most.
        if (utf8.Length > _buffer.Length - _length) Grow(utf8.Length);
        int length = Encoding.UTF8.GetChars(utf8, _buffer[_length..]);
        _length += length;
        return length;
    }

    /// <summary>Adds a number and gives its length.</summary>
    public int Append(long number)
    {
        const int MaxDigits = 20;
        if (MaxDigits > _buffer.Length - _length) Grow(MaxDigits);
        number.TryFormat(_buffer[_length..], out int written, provider: CultureInfo.InvariantCulture);
        _length += written;
        return written;
    }

    public string ToStringAndClear()
    {
        string text = new(_buffer[.._length]);
        if (_rented is not null) ArrayPool<char>.Shared.Return(_rented);
        this = default;
        return text;
    }

    private void Grow(int more)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(checked(_length + more), (int)Math.Min(_buffer.Length * 2L, Array.MaxLength)));
        _buffer[.._length].CopyTo(larger);
        if (_rented is not null) ArrayPool<char>.Shared.Return(_rented);
        _buffer = _rented = larger;
    }
}
