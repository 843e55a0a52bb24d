namespace PolicyKit.Runtime;

/// <summary>Collects the members of a set. Ready for the next one after <see cref="ToValue"/>.</summary>
internal sealed class SetBuilder
{
    private static readonly Comparison<Value> ByValueAndPlace = static (a, b) => Ops.Compare(a, b) is not 0 and int order ? order : Runtime.Places.Compare(a, b);

    private readonly List<Value> _items = new(1);

    /// <summary>Number of members added, equal ones included.</summary>
    public int Count => _items.Count;

    /// <summary>Adds a member; undefined is passed over.</summary>
    public void Add(Value item)
    {
        if (!item.IsUndefined) _items.Add(item);
    }

    /// <summary>Adds all members of a collection with all their places.</summary>
    public void AddAll(Value collection)
    {
        Payer.ChargeMembers(collection.Count);
        for (long cursor = Ops.FirstPlace(collection); cursor >= 0; cursor = Ops.NextPlace(collection, cursor)) Add(Ops.ValueAtPlace(collection, cursor));
    }

    /// <summary>Adds a member to a set whose builder is made when there is one; undefined is passed over.</summary>
    public static void Add(ref SetBuilder? builder, Value item)
    {
        if (!item.IsUndefined) (builder ??= new SetBuilder()).Add(item);
    }

    public static Value Finish(SetBuilder? builder) => builder?.ToValue() ?? new Value(RegoSet.Empty, 0);

    public Value ToValue()
    {
        if (_items.Count == 0) return new Value(RegoSet.Empty, 0);
        if (_items.Count == 1) return TakeOnly();
        Sorting.Sort(_items, ByValueAndPlace);
        Value[] places = DistinctPlaces();
        Value[] items = Distinct(places);
        _items.Clear();
        return new Value(new RegoSet(items, items.Length == places.Length ? null : places), 0);
    }

    private Value TakeOnly()
    {
        Value only = _items[0];
        _items.Clear();
        return new Value(new RegoSet([only]), 0);
    }

    /// <summary>One entry for each member and place; an entry without a place goes when an equal one has a place.</summary>
    private Value[] DistinctPlaces()
    {
        int kept = 0;
        for (int i = 0; i < _items.Count; i++)
        {
            bool repeats = kept > 0 && Ops.Equal(_items[kept - 1], _items[i])
                && (Runtime.Places.Compare(_items[kept - 1], _items[i]) == 0 || !Runtime.Places.Has(_items[i]));
            if (!repeats) _items[kept++] = _items[i];
        }
        return [.. _items[..kept]];
    }

    private static Value[] Distinct(Value[] sorted)
    {
        int distinct = 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            if (!Ops.Equal(sorted[i - 1], sorted[i])) distinct++;
        }
        if (distinct == sorted.Length) return sorted;
        var items = new Value[distinct];
        items[0] = sorted[0];
        for (int i = 1, next = 1; i < sorted.Length; i++)
        {
            if (!Ops.Equal(sorted[i - 1], sorted[i])) items[next++] = sorted[i];
        }
        return items;
    }
}
