using System.Globalization;
using System.Text;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>NDJSON of many Pods, made while it is read: the stored Pod, each time with another name.</summary>
internal sealed class PodStream(int count) : Stream
{
    private static readonly byte[] s_name = "\"ledger-2\""u8.ToArray();
    private static readonly int s_nameAt = SamplePods.Stored.AsSpan().IndexOf(s_name);

    private byte[] _line = [];
    private int _position;
    private int _made;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_position == _line.Length && !MakeLine()) return 0;
        int length = Math.Min(buffer.Length, _line.Length - _position);
        _line.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Names of one length, so that one buffer serves all lines.
    private bool MakeLine()
    {
        if (_made == count) return false;
        ReadOnlySpan<byte> pod = SamplePods.Stored.AsSpan().TrimEnd((byte)'\n');
        byte[] name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"ledger-{_made++:D9}\""));
        int length = pod.Length - s_name.Length + name.Length + 1;
        if (_line.Length == 0) _line = new byte[length];
        pod[..s_nameAt].CopyTo(_line);
        name.CopyTo(_line, s_nameAt);
        pod[(s_nameAt + s_name.Length)..].CopyTo(_line.AsSpan(s_nameAt + name.Length));
        _line[^1] = (byte)'\n';
        _position = 0;
        return true;
    }
}
