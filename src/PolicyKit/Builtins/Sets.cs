using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Builtins over sets of sets, and the set half of the operators.</summary>
internal static class Sets
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("intersection", ["set[set[any]]"], Row.Set, Intersection, "members that every one of the sets has", BuiltinProvenance.Members),
        Row.Of("set_diff", [Row.Set, Row.Set], Row.Set, Operators.Minus, "members of the first set that the second does not have", BuiltinProvenance.Members),
        Row.Of("union", ["set[set[any]]"], Row.Set, Union, "members that at least one of the sets has", BuiltinProvenance.Members),
    ];

    public static Value Intersection(BuiltinContext context, Value sets)
    {
        if (!context.Is(sets, 1, ValueKind.Set))
            return Value.Undefined;
        var result = Value.Undefined;
        foreach (var set in new Items(sets))
        {
            if (set.Kind != ValueKind.Set)
                return context.Wrong(set, 1, "set");
            result = result.IsUndefined ? set : Where(result, set, wanted: true);
        }

        return result.IsUndefined ? Value.FromSet([]) : result;
    }

    public static Value Union(BuiltinContext context, Value sets)
    {
        if (!context.Is(sets, 1, ValueKind.Set))
            return Value.Undefined;
        var builder = new SetBuilder();
        foreach (var set in new Items(sets))
        {
            if (set.Kind != ValueKind.Set)
                return context.Wrong(set, 1, "set");
            context.Charge(set.Count);
            builder.AddAll(set);
        }

        return builder.ToValue();
    }

    /// <summary>Members of one set that are (or are not) in another.</summary>
    public static Value Where(Value set, Value other, bool wanted)
    {
        var builder = new SetBuilder();
        foreach (var item in new Items(set))
        {
            if (Ops.Index(other, item).IsUndefined != wanted)
                builder.Add(item);
        }

        return builder.ToValue();
    }

    public static Value Join(Value first, Value second)
    {
        var builder = new SetBuilder();
        builder.AddAll(first);
        builder.AddAll(second);
        return builder.ToValue();
    }

    public static Value FromItems(Value collection)
    {
        var builder = new SetBuilder();
        builder.AddAll(collection);
        return builder.ToValue();
    }
}
