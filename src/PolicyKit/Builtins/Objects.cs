using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>object.*</c></summary>
internal static class Objects
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("object.filter", [Row.Object, Row.Collection], Row.Object, Filter, "the object with only the given keys", BuiltinProvenance.Members),
        Row.Of("object.get", [Row.Object, Row.Any, Row.Any], Row.Any, Get, "the value at a key, or at a path given as an array, or the default", BuiltinProvenance.Operand),
        Row.Of("object.keys", [Row.Object], Row.Set, Keys, "the keys"),
        Row.Of("object.remove", [Row.Object, Row.Collection], Row.Object, Remove, "the object without the given keys", BuiltinProvenance.Members),
        Row.Of("object.subset", [Row.Collection, Row.Collection], Row.Boolean, Subset,
            "whether the second collection is part of the first: keys and values of an object, members of a set, a run of elements of an array"),
        Row.Of("object.union", [Row.Object, Row.Object], Row.Object, Union, "both objects merged in depth; the second wins", BuiltinProvenance.Members),
        Row.Of("object.union_n", ["array[object[any: any]]"], Row.Object, UnionN, "all objects merged in depth; later ones win", BuiltinProvenance.Members),
    ];

    public static Value Get(BuiltinContext context, Value value, Value key, Value otherwise)
    {
        if (!context.Is(value, 1, ValueKind.Object))
            return Value.Undefined;
        var found = value;
        if (key.Kind == ValueKind.Array)
        {
            foreach (var step in new Items(key))
                found = Ops.Index(found, step);
        }
        else
            found = Ops.Index(value, key);
        return found.IsUndefined ? otherwise : found;
    }

    public static Value Keys(BuiltinContext context, Value value)
    {
        if (!context.Is(value, 1, ValueKind.Object))
            return Value.Undefined;
        var builder = new SetBuilder();
        foreach (var (key, _) in new Members(value))
            builder.Add(key);
        return builder.ToValue();
    }

    public static Value Filter(BuiltinContext context, Value value, Value keys) => Select(context, value, keys, wanted: true);

    public static Value Remove(BuiltinContext context, Value value, Value keys) => Select(context, value, keys, wanted: false);

    public static Value Union(BuiltinContext context, Value first, Value second)
    {
        if (!context.Is(first, 1, ValueKind.Object) || !context.Is(second, 2, ValueKind.Object))
            return Value.Undefined;
        return Merge(context, first, second);
    }

    public static Value UnionN(BuiltinContext context, Value objects)
    {
        if (!context.Is(objects, 1, ValueKind.Array))
            return Value.Undefined;
        var result = Value.FromObject([]);
        foreach (var item in new Items(objects))
        {
            if (item.Kind != ValueKind.Object)
                return context.WrongMember(objects, item, 1, "object");
            result = Merge(context, result, item);
        }

        return result;
    }

    public static Value Subset(BuiltinContext context, Value whole, Value part) =>
        IsSubset(whole, part) is { } answer
            ? Value.FromBoolean(answer)
            : context.Fail("both arguments object.subset must be of the same type or array and set");

    /// <summary><c>null</c> where the two collections cannot be compared.</summary>
    private static bool? IsSubset(Value whole, Value part) => (whole.Kind, part.Kind) switch
    {
        (ValueKind.Object, ValueKind.Object) => HasMembers(whole, part),
        (ValueKind.Set, ValueKind.Set) => HasItems(whole, part),
        (ValueKind.Array, ValueKind.Array) => HasRun(new Items(whole).ToList(), new Items(part).ToList()),
        (ValueKind.Array, ValueKind.Set) => HasItems(Sets.FromItems(whole), part),
        _ => null,
    };

    private static bool HasMembers(Value whole, Value part)
    {
        foreach (var (key, wanted) in new Members(part))
        {
            var found = Ops.Index(whole, key);
            if (found.IsUndefined || !(IsSubset(found, wanted) ?? Ops.Equal(found, wanted)))
                return false;
        }

        return true;
    }

    private static bool HasItems(Value whole, Value part)
    {
        foreach (var item in new Items(part))
        {
            if (Ops.Index(whole, item).IsUndefined)
                return false;
        }

        return true;
    }

    private static bool HasRun(List<Value> whole, List<Value> part)
    {
        for (var start = 0; start + part.Count <= whole.Count; start++)
        {
            var length = 0;
            while (length < part.Count && Ops.Equal(whole[start + length], part[length]))
                length++;
            if (length == part.Count)
                return true;
        }

        return false;
    }

    private static Value Merge(BuiltinContext context, Value first, Value second)
    {
        context.Charge(first.Count + second.Count);
        var builder = new ObjectBuilder();
        foreach (var (key, value) in new Members(first))
        {
            var other = Ops.Index(second, key);
            if (other.IsUndefined)
                builder.Add(key, value);
            else if (value.Kind == ValueKind.Object && other.Kind == ValueKind.Object)
                builder.Add(key, Merge(context, value, other));
            else
                builder.Add(key, other);
        }

        foreach (var (key, value) in new Members(second))
        {
            if (Ops.Index(first, key).IsUndefined)
                builder.Add(key, value);
        }

        return builder.ToValue();
    }

    private static Value Select(BuiltinContext context, Value value, Value keys, bool wanted)
    {
        if (!context.Is(value, 1, ValueKind.Object))
            return Value.Undefined;
        if (keys.Kind is not (ValueKind.Object or ValueKind.Set or ValueKind.Array))
            return context.Wrong(keys, 2, "object", "set", "array");
        var lookup = keys.Kind == ValueKind.Array ? Sets.FromItems(keys) : keys;
        var builder = new ObjectBuilder();
        foreach (var (key, member) in new Members(value))
        {
            if (Ops.Index(lookup, key).IsUndefined != wanted)
                builder.Add(key, member);
        }

        return builder.ToValue();
    }
}
