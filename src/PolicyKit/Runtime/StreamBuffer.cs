using System.Buffers;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>The part of a stream that was read and is not done with, and where in the stream it starts.</summary>
/// <param name="limit">How many bytes must fit.</param>
internal sealed class StreamBuffer(int limit) : IDisposable
{
    private const int Chunk = 1 << 16;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Chunk + JsonBits.BlockSize);
    private int _start;
    private int _end;
    private bool _isMarked;

    /// <summary>Bytes of the stream before the buffer.</summary>
    public long Offset { get; private set; }

    /// <summary>The line on which the buffer starts, from one.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>How many bytes are held.</summary>
    public int Length => _end - _start;

    /// <summary>Whether nothing follows what is held.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Whether more can only be held in a larger buffer.</summary>
    public bool IsFull => Length >= _bytes.Length - JsonBits.BlockSize;

    /// <summary>What is held, and at least 64 more bytes.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan(_start);

    /// <summary>A part of what is held.</summary>
    public ReadOnlyMemory<byte> Slice(int length) => _bytes.AsMemory(_start, length);

    /// <summary>Room for what follows.</summary>
    public Memory<byte> Space()
    {
        int capacity = _bytes.Length - JsonBits.BlockSize;
        if (Length >= capacity) Resize((int)Math.Min(capacity * 2L, Math.Max(capacity, (long)limit) + Chunk));
        else if (_start > 0 && capacity - _end < Chunk / 4) Move(_bytes);
        return _bytes.AsMemory(_end, _bytes.Length - JsonBits.BlockSize - _end);
    }

    /// <summary>Takes what was written into the room; nothing means that the stream has ended.</summary>
    public void Take(int count)
    {
        _end += count;
        IsLast = count == 0;
    }

    /// <summary>Is done with a byte order mark; false when one may be only half there.</summary>
    public bool PassMark()
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        if (_isMarked) return true;
        if (Length < mark.Length && !IsLast && mark.StartsWith(Text[..Length])) return false;
        _isMarked = true;
        if (Text[..Length].StartsWith(mark)) Pass(mark.Length);
        return true;
    }

    /// <summary>Is done with some bytes.</summary>
    public void Pass(int count)
    {
        Line += _bytes.AsSpan(_start, count).Count((byte)'\n');
        _start += count;
        Offset += count;
    }

    /// <summary>Is done with a line: bytes of which only the last ends a line.</summary>
    public void PassLine(int count)
    {
        Line++;
        _start += count;
        Offset += count;
    }

    /// <summary>Is done with white space; false when nothing else is held.</summary>
    public bool PassWhiteSpace()
    {
        int length = Text[..Length].IndexOfAnyExcept(" \t\r\n"u8);
        Pass(length < 0 ? Length : length);
        return length >= 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        (_start, _end) = (0, 0);
    }

    private void Resize(int capacity)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity + JsonBits.BlockSize);
        byte[] old = _bytes;
        Move(bytes);
        ArrayPool<byte>.Shared.Return(old);
    }

    private void Move(byte[] target)
    {
        int length = Length;
        _bytes.AsSpan(_start, length).CopyTo(target);
        (_bytes, _start, _end) = (target, 0, length);
    }
}
