using System.Buffers;
using System.Buffers.Binary;

namespace PolicyKit.Runtime;

/// <summary>Whether elements of arrays on a tape repeat what another has under a name.</summary>
internal static class NodeRepeats
{
    private const int FewElements = 128;

    /// <summary>
    /// Whether some element lacks the member, or has an equal one. Of the arrays, each with the ordinal of the member in the mask of its elements (-1 where they are read whole), those that are undefined have no elements. Members
    /// that are no strings and no integers count as equal: then that is only what may be.
    /// </summary>
    public static bool Any(Tape tape, int symbol, int first, int firstOrdinal, int second, int secondOrdinal, int third, int thirdOrdinal)
    {
        TapeNode[] nodes = tape.Nodes;
        int count = Count(nodes, first) + Count(nodes, second) + Count(nodes, third);
        if (count == 0) return false;
        int size = Size(count);
        int[]? rented = size > Size(FewElements) ? ArrayPool<int>.Shared.Rent(size) : null;
        Span<int> table = rented is null ? stackalloc int[size] : rented.AsSpan(0, size);
        table.Clear();
        bool any = Add(tape, table, symbol, first, firstOrdinal) || Add(tape, table, symbol, second, secondOrdinal) || Add(tape, table, symbol, third, thirdOrdinal);
        if (rented is not null) ArrayPool<int>.Shared.Return(rented);
        return any;
    }

    private static int Size(int count)
    {
        int size = 8;
        while (size < count * 2) size *= 2;
        return size;
    }

    /// <summary>How many elements a collection has; 0 of anything else.</summary>
    public static int Count(TapeNode[] nodes, int source)
    {
        int count = 0;
        for (int element = NodeOps.First(nodes, source); element >= 0; element = NodeOps.Next(nodes, source, element)) count++;
        return count;
    }

    private static bool Add(Tape tape, Span<int> table, int symbol, int source, int ordinal)
    {
        TapeNode[] nodes = tape.Nodes;
        for (int element = NodeOps.First(nodes, source); element >= 0; element = NodeOps.Next(nodes, source, element))
        {
            int member = ordinal < 0 ? NodeOps.Member(nodes, element, symbol) : NodeOps.Member(nodes, tape.Reader.Objects, tape.Reader.Slots, element, symbol, ordinal);
            if (member < 0 || !TryAdd(tape, table, member)) return true;
        }
        return false;
    }

    private static bool TryAdd(Tape tape, Span<int> table, int node)
    {
        ref readonly TapeNode added = ref tape.Nodes[node];
        if (added.Kind is not (TapeKind.String or TapeKind.Int64)) return false;
        ulong hash = added.Kind == TapeKind.String ? HashOf(tape.Utf8(node)) : (ulong)added.Int64;
        int mask = table.Length - 1;
        for (int place = (int)((hash * 0x9E3779B97F4A7C15) >> 40) & mask; ; place = (place + 1) & mask)
        {
            // The root of a document is never a member.
            if (table[place] == 0)
            {
                table[place] = node;
                return true;
            }
            ref readonly TapeNode other = ref tape.Nodes[table[place]];
            if (other.Kind == added.Kind && (added.Kind == TapeKind.Int64 ? other.Int64 == added.Int64 : tape.Utf8(node).SequenceEqual(tape.Utf8(table[place])))) return false;
        }
    }

    private static ulong HashOf(ReadOnlySpan<byte> text)
    {
        ulong hash = (ulong)text.Length;
        if (text.Length >= sizeof(ulong)) return hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text) ^ ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]), 23);
        foreach (byte part in text) hash = (hash << 8) | part;
        return hash;
    }
}
