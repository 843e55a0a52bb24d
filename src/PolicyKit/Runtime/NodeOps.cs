using System.Runtime.CompilerServices;

namespace PolicyKit.Runtime;

/// <summary>
/// What emitted code does with nodes of one tape as policies see them: nodes are numbers, and -1 is undefined. Each agrees with the operation of <see cref="Ops"/> on the value of the node.
/// </summary>
internal static class NodeOps
{
    public const int Undefined = -1;

    /// <summary>The member of an object under a symbol that was known when the tape was read; undefined for anything else.</summary>
    public static int Member(TapeNode[] nodes, int source, int symbol)
    {
        if ((uint)source >= (uint)nodes.Length) return Undefined;
        ref readonly TapeNode node = ref nodes[source];
        if (node.Kind != TapeKind.Object) return node.Kind == TapeKind.Skipped ? ThrowUnread() : Undefined;
        int end = node.A;
        for (int key = source + 1; key < end;)
        {
            int value = key + 1;
            ref readonly TapeNode found = ref nodes[value];
            if (nodes[key].Symbol == symbol) return found.Kind == TapeKind.Null ? Undefined : value;
            key = found.Kind >= TapeKind.Array ? found.A : value + 1;
        }
        return Undefined;
    }

    /// <summary>As above, of an object that may be partial: then the member is in a slot, by its ordinal in the mask that the object was read with.</summary>
    public static int Member(TapeNode[] nodes, ReaderState.PartialObject[] objects, int[] slots, int source, int symbol, int ordinal)
    {
        if ((uint)source >= (uint)nodes.Length) return Undefined;
        ref readonly TapeNode node = ref nodes[source];
        if ((node.Flags & TapeFlags.Partial) == 0) return Member(nodes, source, symbol);
        int value = slots[objects[node.Hash].Slots + ordinal];
        return value < 0 || nodes[value].Kind == TapeKind.Null ? Undefined : value;
    }

    /// <summary>The first element of an array or the first member's value of an object; -1 when there is none.</summary>
    public static int First(TapeNode[] nodes, int source)
    {
        if (source < 0) return Undefined;
        ref readonly TapeNode node = ref nodes[source];
        return node.Kind switch
        {
            TapeKind.Array => node.A > source + 1 ? source + 1 : Undefined,
            TapeKind.Object => (node.Flags & TapeFlags.Partial) != 0 ? ThrowUnread() : Seen(nodes, source + 1, node.A),
            TapeKind.Skipped => ThrowUnread(),
            _ => Undefined,
        };
    }

    /// <summary>The element after an element of an array, or the value after a member's value of an object; -1 after the last.</summary>
    public static int Next(TapeNode[] nodes, int source, int element)
    {
        ref readonly TapeNode node = ref nodes[source];
        ref readonly TapeNode last = ref nodes[element];
        int next = last.Kind >= TapeKind.Array ? last.A : element + 1;
        if (node.Kind == TapeKind.Object) return Seen(nodes, next, node.A);
        return next < node.A ? next : Undefined;
    }

    /// <summary>The key of an element (its <paramref name="ordinal"/>) or of a member's value.</summary>
    public static Value Key(DocumentView view, int source, int element, int ordinal) =>
        view[source].Kind == TapeKind.Array ? Value.FromInt64(ordinal) : new Value(view, element - 1);

    /// <summary>The node as a value.</summary>
    public static Value ToValue(DocumentView view, int node) => node < 0 ? default : new Value(view, node);

    /// <summary>Whether a node is a string with a text in UTF-8.</summary>
    public static bool IsText(Tape tape, int node, byte[] text)
    {
        if (node < 0) return false;
        ref readonly TapeNode found = ref tape.Nodes[node];
        return found.Kind is TapeKind.String or TapeKind.Key && found.B == text.Length && tape.Utf8(node).SequenceEqual(text);
    }

    /// <summary>Whether a node is <c>true</c> or <c>false</c>.</summary>
    public static bool IsBoolean(TapeNode[] nodes, int node, TapeKind boolean) => node >= 0 && nodes[node].Kind == boolean;

    /// <summary>Whether a node is an integer, however it is written.</summary>
    public static bool IsInteger(DocumentView view, int node, long number)
    {
        if (node < 0) return false;
        ref readonly TapeNode found = ref view[node];
        return found.Kind == TapeKind.Int64 ? found.Int64 == number : found.Kind == TapeKind.Number && Ops.Equal(new Value(view, node), Value.FromInt64(number));
    }

    /// <summary>Whether a node is an object. A null that is seen is an element, and so the empty one.</summary>
    public static bool IsObject(TapeNode[] nodes, int node) => node >= 0 && nodes[node].Kind is TapeKind.Object or TapeKind.Skipped or TapeKind.Null;

    /// <summary>Whether a node is an object or array.</summary>
    public static bool IsCollection(TapeNode[] nodes, int node) => node >= 0 && nodes[node].Kind is TapeKind.Object or TapeKind.Array or TapeKind.Skipped;

    /// <summary>The count of a collection or string; ends the screen for what has none.</summary>
    public static int Count(Tape tape, int node)
    {
        switch (tape.Nodes[node].Kind)
        {
            case TapeKind.Object or TapeKind.Array or TapeKind.Skipped:
                return NodeRepeats.Count(tape.Nodes, node);
            case TapeKind.String or TapeKind.Key:
                int count = 0;
                foreach (byte part in tape.Utf8(node)) count += (part & 0xC0) == 0x80 ? 0 : 1;
                return count;
            default:
                Ops.EvaluateInstead();
                return 0;
        }
    }

    /// <summary>Whether a string shows what is looked for; ends the screen for what is no string.</summary>
    public static bool Shows(Tape tape, int node, TextLook look)
    {
        if (tape.Nodes[node].Kind is not (TapeKind.String or TapeKind.Key)) Ops.EvaluateInstead();
        return look.IsSeen(tape.Utf8(node));
    }

    /// <summary>How a number compares with a constant; what else it is, as values compare.</summary>
    public static int Compare(DocumentView view, int node, long constant)
    {
        ref readonly TapeNode found = ref view[node];
        return found.Kind == TapeKind.Int64 ? found.Int64.CompareTo(constant) : Ops.CompareInteger(new Value(view, node), constant);
    }

    /// <summary>Whether two nodes are equal.</summary>
    public static bool AreEqual(Tape tape, int left, int right)
    {
        ref readonly TapeNode a = ref tape.Nodes[left];
        ref readonly TapeNode b = ref tape.Nodes[right];
        if (a.Kind == TapeKind.String && b.Kind == TapeKind.String) return a.B == b.B && tape.Utf8(left).SequenceEqual(tape.Utf8(right));
        return Ops.Equal(new Value(tape.View, left), new Value(tape.View, right));
    }

    /// <summary>Whether a node is defined and not false.</summary>
    public static bool IsTrue(TapeNode[] nodes, int node) => node >= 0 && nodes[node].Kind != TapeKind.False;

    /// <summary>Whether a node is a string among texts.</summary>
    public static bool IsAmong(Tape tape, int node, TextSet texts) => node >= 0 && tape.Nodes[node].Kind is TapeKind.String or TapeKind.Key && texts.Contains(tape.Utf8(node));

    private static int Seen(TapeNode[] nodes, int key, int end)
    {
        while (key < end)
        {
            if (nodes[key + 1].Kind != TapeKind.Null) return key + 1;
            key += 2;
        }
        return Undefined;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ThrowUnread() => throw new UnreadException();
}
