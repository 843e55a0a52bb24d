namespace PolicyKit.Runtime;

/// <summary>
/// Iteration. A cursor is -1 at the end; else an index for collections that policies made, the key's node for an object of a document, and ordinal and node of the
/// element (upper and lower 32 bits) for an array of a document.
/// </summary>
internal static partial class Ops
{
    private const long End = -1;

    /// <summary>The cursor of the first element or member.</summary>
    public static long First(Value v) => v.Reference switch
    {
        DocumentView view => FirstNode(view, v.Payload),
        RegoArray array => array.Count > 0 ? 0 : End,
        RegoObject members => members.Count > 0 ? 0 : End,
        RegoSet set => set.Count > 0 ? 0 : End,
        _ => End,
    };

    /// <summary>The cursor after a cursor.</summary>
    public static long Next(Value v, long cursor) => v.Reference switch
    {
        DocumentView view => NextNode(view, v.Payload, cursor),
        RegoArray array => cursor + 1 < array.Count ? cursor + 1 : End,
        RegoObject members => cursor + 1 < members.Count ? cursor + 1 : End,
        RegoSet set => cursor + 1 < set.Count ? cursor + 1 : End,
        _ => End,
    };

    /// <summary>At a cursor: the number of an element, the key of a member, the member of a set.</summary>
    public static Value KeyAt(Value v, long cursor) => v.Reference switch
    {
        DocumentView view => view[v.Payload].Kind == TapeKind.Array ? Value.FromInt64(cursor >> 32) : new Value(view, cursor),
        RegoArray => Value.FromInt64(cursor),
        RegoObject members => members.Keys[(int)cursor],
        RegoSet set => set.Items[(int)cursor],
        _ => default,
    };

    /// <summary>At a cursor: the element, the value of a member, the member of a set.</summary>
    public static Value ValueAt(Value v, long cursor) => v.Reference switch
    {
        DocumentView view => new Value(view, view[v.Payload].Kind == TapeKind.Array ? (uint)cursor : cursor + 1),
        RegoArray array => array[cursor],
        RegoObject members => members.Values[(int)cursor],
        RegoSet set => set.Items[(int)cursor],
        _ => default,
    };

    /// <summary>As <see cref="First"/>, but over all places of a set's members.</summary>
    public static long FirstPlace(Value v) => First(v);

    /// <summary>As <see cref="Next"/>, but over all places of a set's members.</summary>
    public static long NextPlace(Value v, long cursor) => v.Reference is RegoSet set ? (cursor + 1 < set.Places.Length ? cursor + 1 : End) : Next(v, cursor);

    /// <summary>As <see cref="ValueAt"/>, but over all places of a set's members.</summary>
    public static Value ValueAtPlace(Value v, long cursor) => v.Reference is RegoSet set ? set.Places[(int)cursor] : ValueAt(v, cursor);

    /// <summary>An object whose members are in the order of their keys: <paramref name="v"/> itself, or the same members sorted. All else is returned as it is.</summary>
    public static Value Canonical(Value v)
    {
        if (v.Reference is not DocumentView view || !view.IsContainer(v.Payload) || view[v.Payload].Kind != TapeKind.Object) return v;
        Tape tape = view.Tape;
        int key = view.FirstKey(v.Payload);
        while (key >= 0)
        {
            int next = view.NextKey(v.Payload, key);
            if (next >= 0 && Utf8Text.Compare(tape.Utf8(key), tape.Utf8(next)) > 0) return Sorted(view, v.Payload);
            key = next;
        }
        return v;
    }

    private static Value Sorted(DocumentView view, long index)
    {
        int count = view.Count(index);
        var keys = new Value[count];
        var values = new Value[count];
        int i = 0;
        for (int key = view.FirstKey(index); key >= 0; key = view.NextKey(index, key), i++)
        {
            keys[i] = new Value(view, key);
            values[i] = new Value(view, key + 1);
        }
        Array.Sort(keys, values, ByOrder);
        return new Value(new RegoObject(keys, values), 0);
    }

    private static long FirstNode(DocumentView view, long index)
    {
        ref readonly TapeNode node = ref view[index];
        if (node.Kind == TapeKind.Array) return node.B > 0 ? index + 1 : End;
        return view.IsContainer(index) ? view.FirstKey(index) : End;
    }

    private static long NextNode(DocumentView view, long index, long cursor)
    {
        ref readonly TapeNode node = ref view[index];
        if (node.Kind == TapeKind.Object) return view.NextKey(index, (int)cursor);
        if (node.Kind != TapeKind.Array) return End;
        int next = view.Tape.Skip((int)cursor);
        return next < node.A ? (((cursor >> 32) + 1) << 32) | (uint)next : End;
    }
}
