using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Builtins that reduce a collection to one value.</summary>
internal static class Aggregates
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("all", [Row.Sequence], Row.Boolean, All, "whether every member is `true`"),
        Row.Of("any", [Row.Sequence], Row.Boolean, Any, "whether some member is `true`"),
        Row.Of("count", ["any<string, array[any], object[any: any], set[any]>"], Row.Number, Count, "number of members of a collection, or of code points of a string"),
        Row.Of("max", [Row.Sequence], Row.Any, Max, "greatest member; undefined when there is none", BuiltinProvenance.Operand),
        Row.Of("min", [Row.Sequence], Row.Any, Min, "least member; undefined when there is none", BuiltinProvenance.Operand),
        Row.Of("product", [Row.Sequence], Row.Number, Product, "product of the numbers"),
        Row.Of("sort", [Row.Sequence], Row.Array, Sort, "members in ascending order", BuiltinProvenance.Members),
        Row.Of("sum", [Row.Sequence], Row.Number, Sum, "sum of the numbers"),
    ];

    private delegate Value Arithmetic(Value left, Value right, out string? error);

    public static Value Count(BuiltinContext context, Value collection)
    {
        if (collection.Reference is RegoArray made)
            return Value.FromInt64(made.Count);
        if (collection.Kind == ValueKind.String && context.TryString(collection, 1, out var text))
            return Value.FromInt64(CodePoints.Count(text));
        return collection.Kind is ValueKind.Array or ValueKind.Object or ValueKind.Set
            ? Value.FromInt64(collection.Count)
            : context.Wrong(collection, 1, "array", "object", "set", "string");
    }

    public static Value Sum(BuiltinContext context, Value numbers) => Fold(context, numbers, Value.FromInt64(0), Numbers.Add);

    public static Value Product(BuiltinContext context, Value numbers) => Fold(context, numbers, Value.FromInt64(1), Numbers.Multiply);

    public static Value Max(BuiltinContext context, Value collection) => Extreme(context, collection, 1);

    public static Value Min(BuiltinContext context, Value collection) => Extreme(context, collection, -1);

    public static Value Sort(BuiltinContext context, Value collection)
    {
        if (!Operand.IsSequence(collection))
            return context.Wrong(collection, 1, "set", "array");
        context.Charge(collection.Count);
        return Value.FromArray(Sorting.Ordered(new Items(collection).ToList()));
    }

    public static Value Any(BuiltinContext context, Value collection)
    {
        if (!Operand.IsSequence(collection))
            return context.Wrong(collection, 1, "array", "set");
        foreach (var item in new Items(collection))
        {
            if (item.TryGetBoolean(out var flag) && flag)
                return Value.True;
        }

        return Value.False;
    }

    public static Value All(BuiltinContext context, Value collection)
    {
        if (!Operand.IsSequence(collection))
            return context.Wrong(collection, 1, "array", "set");
        foreach (var item in new Items(collection))
        {
            if (!item.TryGetBoolean(out var flag) || !flag)
                return Value.False;
        }

        return Value.True;
    }

    private static Value Fold(BuiltinContext context, Value numbers, Value seed, Arithmetic step)
    {
        if (!Operand.IsSequence(numbers))
            return context.Wrong(numbers, 1, "set", "array");
        var result = seed;
        foreach (var item in new Items(numbers))
        {
            if (item.Kind != ValueKind.Number)
                return context.WrongMember(numbers, item, 1, "number");
            context.Charge(1);
            result = step(result, item, out var error);
            if (error is not null)
                return context.Fail(error);
        }

        return result;
    }

    private static Value Extreme(BuiltinContext context, Value collection, int sign)
    {
        if (!Operand.IsSequence(collection))
            return context.Wrong(collection, 1, "set", "array");
        var best = Value.Undefined;
        foreach (var item in new Items(collection))
        {
            if (best.IsUndefined || Ops.Compare(item, best) * sign > 0)
                best = item;
        }

        return best;
    }
}
