using System.Buffers;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>Bytes in segments.</summary>
internal static class Sequences
{
    /// <summary>The bytes in segments of a length, the last of what is left.</summary>
    public static ReadOnlySequence<byte> Split(byte[] bytes, int length)
    {
        var first = new Segment(bytes.AsMemory(0, length), 0);
        Segment last = first;
        for (int at = length; at < bytes.Length; at += length) last = last.Append(bytes.AsMemory(at, Math.Min(length, bytes.Length - at)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
