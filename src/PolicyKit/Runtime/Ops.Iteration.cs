using PolicyKit.Runtime.Clr;

namespace PolicyKit.Runtime;

/// <summary>
/// Iteration. A cursor is -1 at the end; else an index for collections that policies made and for CLR objects, the key's node for an object of a document, and ordinal and node of the
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
        _ => ClrValue.Seek(v, 0),
    };

    /// <summary>The cursor after a cursor.</summary>
    public static long Next(Value v, long cursor) => v.Reference switch
    {
        DocumentView view => NextNode(view, v.Payload, cursor),
        RegoArray array => cursor + 1 < array.Count ? cursor + 1 : End,
        RegoObject members => cursor + 1 < members.Count ? cursor + 1 : End,
        RegoSet set => cursor + 1 < set.Count ? cursor + 1 : End,
        _ => ClrValue.Seek(v, cursor + 1),
    };

    /// <summary>At a cursor: the number of an element, the key of a member, the member of a set.</summary>
    public static Value KeyAt(Value v, long cursor) => v.Reference switch
    {
        DocumentView view => view[v.Payload].Kind == TapeKind.Array ? Value.FromInt64(cursor >> 32) : new Value(view, cursor),
        RegoArray => Value.FromInt64(cursor),
        RegoObject members => members.Keys[(int)cursor],
        RegoSet set => set.Items[(int)cursor],
        _ => ClrValue.KeyAt(v, cursor),
    };

    /// <summary>At a cursor: the element, the value of a member, the member of a set.</summary>
    public static Value ValueAt(Value v, long cursor) => v.Reference switch
    {
        DocumentView view => new Value(view, view[v.Payload].Kind == TapeKind.Array ? (uint)cursor : cursor + 1),
        RegoArray array => array[cursor],
        RegoObject members => members.Values[(int)cursor],
        RegoSet set => set.Items[(int)cursor],
        _ => ClrValue.ValueAt(v, cursor),
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
        if (v.Reference is RegoObject || v.Kind != ValueKind.Object) return v;
        for (long cursor = First(v); cursor >= 0;)
        {
            long next = Next(v, cursor);
            if (next >= 0 && CompareStrings(KeyAt(v, cursor), KeyAt(v, next)) > 0) return Sorted(v);
            cursor = next;
        }
        return v;
    }

    private static Value Sorted(Value v)
    {
        int count = (int)CountOf(v);
        Payer.Charge(count);
        var keys = new Value[count];
        var values = new Value[count];
        int i = 0;
        for (long cursor = First(v); cursor >= 0; cursor = Next(v, cursor), i++)
        {
            keys[i] = KeyAt(v, cursor);
            values[i] = ValueAt(v, cursor);
        }
        Sorting.Sort(keys, values);
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
