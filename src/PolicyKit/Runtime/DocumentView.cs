using System.Text;

namespace PolicyKit.Runtime;

/// <summary>
/// The reference part of values that are nodes of a document: the tape and how nulls in objects are seen. Nodes are read when they are asked for; a value keeps
/// its node, which is its place.
/// </summary>
internal sealed class DocumentView(Tape tape, bool dropsNull)
{
    public Tape Tape => tape;

    /// <summary>Whether a null member is undefined, and a null element the empty object: so the API server reads them.</summary>
    public bool DropsNull => dropsNull;

    private static ReadOnlySpan<byte> Kinds =>
    [
        (byte)ValueKind.Undefined, (byte)ValueKind.Boolean, (byte)ValueKind.Boolean, (byte)ValueKind.Number, (byte)ValueKind.Number, (byte)ValueKind.String,
        (byte)ValueKind.String, (byte)ValueKind.Undefined, (byte)ValueKind.Array, (byte)ValueKind.Object,
    ];

    public ref readonly TapeNode this[long index] => ref tape.Nodes[index];

    public ValueKind KindOf(long index)
    {
        var kind = (ValueKind)Kinds[(int)tape.Nodes[index].Kind];
        return kind == ValueKind.Undefined ? KindOfSpecial(index) : kind;
    }

    /// <summary>What a null is, by where it stands, and which container was skipped, by its bracket.</summary>
    private ValueKind KindOfSpecial(long index)
    {
        if (tape.Nodes[index].Kind == TapeKind.Null) return IsEmptyObject(index) ? ValueKind.Object : ValueKind.Null;
        return tape.Source[tape.Nodes[index].Symbol] == '{' ? ValueKind.Object : ValueKind.Array;
    }

    /// <summary>Whether a null is seen as the empty object: of members nothing is seen, so it is an element, or the whole document.</summary>
    private bool IsEmptyObject(long index) => dropsNull && index > 0;

    /// <summary>Whether a node is a container, of which something is asked that only containers have.</summary>
    public bool IsContainer(long index)
    {
        TapeKind kind = tape.Nodes[index].Kind;
        return kind >= TapeKind.Array || (kind == TapeKind.Null ? IsEmptyObject(index) : !NoMember(kind).IsUndefined);
    }

    /// <summary>What is found in a node that is no container of the right kind: nothing, unless it was not read.</summary>
    private static Value NoMember(TapeKind kind) => kind == TapeKind.Skipped ? throw new UnreadException() : default;

    /// <summary>The member of an object under a constant key.</summary>
    public Value Member(long index, Key key)
    {
        TapeNode[] nodes = tape.Nodes;
        ref readonly TapeNode node = ref nodes[index];
        if (node.Kind != TapeKind.Object) return NoMember(node.Kind);
        Payer.ChargeMembers(node.B);
        int end = node.A;
        int found = key.Id < tape.SymbolCount ? FindSymbol(nodes, (int)index + 1, end, key.Id) : Find((int)index + 1, end, key.Utf8, key.Hash);
        return found < 0 ? NotFound(node, key) : Defined(found);
    }

    /// <summary>The member of an object under a key given as text.</summary>
    public Value Member(long index, ReadOnlySpan<byte> name)
    {
        ref readonly TapeNode node = ref tape.Nodes[index];
        if (node.Kind != TapeKind.Object) return NoMember(node.Kind);
        Payer.ChargeMembers(node.B);
        int found = Find((int)index + 1, node.A, name, Utf8Text.Hash(name));
        return found < 0 ? NotFound(node, name) : Defined(found);
    }

    /// <summary>The member of an object under a key given as a string.</summary>
    public Value Member(long index, string name)
    {
        ref readonly TapeNode node = ref tape.Nodes[index];
        if (node.Kind != TapeKind.Object) return NoMember(node.Kind);
        if (!Ascii.IsValid(name)) return Member(index, Encoding.UTF8.GetBytes(name));
        Payer.ChargeMembers(node.B);
        int found = FindAscii((int)index + 1, node.A, name);
        if (found >= 0) return Defined(found);
        return (node.Flags & TapeFlags.Partial) == 0 || tape.Reader.Objects[node.Hash].Mask.Demands(name) ? default : throw new UnreadException();
    }

    /// <summary>The element of an array.</summary>
    public Value Element(long index, long ordinal)
    {
        ref readonly TapeNode node = ref tape.Nodes[index];
        if (node.Kind != TapeKind.Array) return NoMember(node.Kind);
        if ((ulong)ordinal >= (ulong)node.B) return default;
        Payer.ChargeMembers(ordinal);
        int element = (int)index + 1;
        for (; ordinal > 0; ordinal--) element = tape.Skip(element);
        return new Value(this, element);
    }

    /// <summary>Number of elements or members that are seen.</summary>
    public int Count(long index)
    {
        AssertWhole(index);
        ref readonly TapeNode node = ref tape.Nodes[index];
        if (!dropsNull || (node.Flags & TapeFlags.HasNull) == 0) return node.B;
        int count = 0;
        for (int key = FirstKey(index); key >= 0; key = NextKey(index, key)) count++;
        return count;
    }

    /// <summary>The key node of an object's first member that is seen, or -1.</summary>
    public int FirstKey(long index)
    {
        AssertWhole(index);
        return Seen((int)index + 1, tape.Nodes[index].A);
    }

    /// <summary>The key node of the next member that is seen, or -1.</summary>
    public int NextKey(long index, int key) => Seen(tape.Skip(key + 1), tape.Nodes[index].A);

    private int Seen(int key, int end)
    {
        while (key < end)
        {
            if (!dropsNull || tape.Nodes[key + 1].Kind != TapeKind.Null) return key;
            key += 2;
        }
        return -1;
    }

    private Value Defined(int found) => dropsNull && tape.Nodes[found].Kind == TapeKind.Null ? default : new Value(this, found);

    /// <summary>What an object has under a key that its nodes do not have: nothing, unless it may be among those that were not read.</summary>
    private Value NotFound(in TapeNode node, ReadOnlySpan<byte> name) =>
        (node.Flags & TapeFlags.Partial) == 0 || tape.Reader.Objects[node.Hash].Mask.Demands(name) ? default : throw new UnreadException();

    private Value NotFound(in TapeNode node, Key key) =>
        (node.Flags & TapeFlags.Partial) == 0 || tape.Reader.Objects[node.Hash].Mask.Demands(key) ? default : throw new UnreadException();

    /// <summary>The members of an object are all on the tape, or this throws.</summary>
    private void AssertWhole(long index)
    {
        if ((tape.Nodes[index].Flags & TapeFlags.Partial) != 0) throw new UnreadException();
    }

    private static int FindSymbol(TapeNode[] nodes, int key, int end, int symbol)
    {
        while (key < end)
        {
            if (nodes[key].Symbol == symbol) return key + 1;
            ref readonly TapeNode value = ref nodes[key + 1];
            key = value.Kind >= TapeKind.Array ? value.A : key + 2;
        }
        return -1;
    }

    private int Find(int key, int end, ReadOnlySpan<byte> name, int hash)
    {
        TapeNode[] nodes = tape.Nodes;
        while (key < end)
        {
            if (nodes[key].Hash == (ushort)(hash >> 16) && tape.Utf8(key).SequenceEqual(name)) return key + 1;
            key = tape.Skip(key + 1);
        }
        return -1;
    }

    private int FindAscii(int key, int end, string name)
    {
        TapeNode[] nodes = tape.Nodes;
        while (key < end)
        {
            if (nodes[key].B == name.Length && Ascii.Equals(tape.Utf8(key), name)) return key + 1;
            key = tape.Skip(key + 1);
        }
        return -1;
    }
}
