namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>Gives first some bytes, and then at most so many at a time.</summary>
internal sealed class SplitStream(byte[] bytes, int first, int next) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Part(count));

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    private int Part(int length) => Math.Min(length, Reads++ == 0 ? first : next);
}

/// <summary>A text many times, made while it is read.</summary>
internal sealed class RepeatedStream(byte[] before, byte[] text, byte[] between, byte[] after, int count) : MemoryStream
{
    private byte[] _part = before;
    private int _at;
    private int _made;
    private bool _isOver;

    /// <summary>Bytes that were read.</summary>
    public long Given { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int given = 0;
        while (given < buffer.Length && (_at < _part.Length || MoveNext()))
        {
            int length = Math.Min(buffer.Length - given, _part.Length - _at);
            _part.AsSpan(_at, length).CopyTo(buffer[given..]);
            _at += length;
            given += length;
        }
        Given += given;
        return given;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    private bool MoveNext()
    {
        if (_isOver) return false;
        _at = 0;
        _isOver = _made == count;
        _part = _isOver ? after : _part == text ? between : text;
        if (_part == text) _made++;
        return _part.Length > 0 || MoveNext();
    }
}
