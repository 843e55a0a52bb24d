using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>array.*</c></summary>
internal static class Arrays
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("array.concat", [Row.Array, Row.Array], Row.Array, Concat, "the elements of the first array, then those of the second", BuiltinProvenance.Members),
        Row.Of("array.flatten", [Row.Array], Row.Array, Flatten, "the elements, with arrays among them replaced by their own elements (one level)", BuiltinProvenance.Members),
        Row.Of("array.reverse", [Row.Array], Row.Array, Reverse, "the elements in reverse order", BuiltinProvenance.Members),
        Row.Of("array.slice", [Row.Array, Row.Number, Row.Number], Row.Array, Slice, "the elements from a start index up to, not including, a stop index; both are clamped",
            BuiltinProvenance.Members),
    ];

    public static Value Concat(BuiltinContext context, Value first, Value second)
    {
        if (!context.Is(first, 1, ValueKind.Array) || !context.Is(second, 2, ValueKind.Array))
            return Value.Undefined;
        context.Charge(first.Count + second.Count);
        var builder = new ArrayBuilder();
        AddAll(builder, first);
        AddAll(builder, second);
        return builder.ToValue();
    }

    public static Value Flatten(BuiltinContext context, Value array)
    {
        if (!context.Is(array, 1, ValueKind.Array))
            return Value.Undefined;
        var builder = new ArrayBuilder();
        foreach (var item in new Items(array))
        {
            if (item.Kind == ValueKind.Array)
            {
                context.Charge(item.Count);
                AddAll(builder, item);
            }
            else
                builder.Add(item);
        }

        return builder.ToValue();
    }

    public static Value Reverse(BuiltinContext context, Value array)
    {
        if (!context.Is(array, 1, ValueKind.Array))
            return Value.Undefined;
        var items = new Items(array).ToList();
        items.Reverse();
        return Value.FromArray(items);
    }

    public static Value Slice(BuiltinContext context, Value array, Value start, Value stop)
    {
        if (!context.Is(array, 1, ValueKind.Array) || !context.TryInteger(start, 2, out var from) || !context.TryInteger(stop, 3, out var to))
            return Value.Undefined;
        to = Math.Clamp(to, 0, array.Count);
        from = Math.Clamp(from, 0, to);
        return Value.FromArray(new Items(array).ToList().GetRange((int)from, (int)(to - from)));
    }

    private static void AddAll(ArrayBuilder builder, Value array)
    {
        foreach (var item in new Items(array))
            builder.Add(item);
    }
}
