using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>walk</c></summary>
internal static class Walk
{
    private const int MaxDepth = 1_000;

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("walk", [Row.Any], "array[any]", Pairs, "every value inside a value, itself included, each as `[path, value]`", BuiltinProvenance.Members, isRelation: true),
    ];

    public static Value Pairs(BuiltinContext context, Value value)
    {
        var builder = new ArrayBuilder();
        return value.IsUndefined ? Value.Undefined : Add(context, builder, [], value) ? builder.ToValue() : context.Fail($"value is nested more than {MaxDepth} levels deep");
    }

    private static bool Add(BuiltinContext context, ArrayBuilder builder, List<Value> path, Value value)
    {
        if (path.Count > MaxDepth)
            return false;
        context.Charge(1 + path.Count);
        builder.Add(Value.FromArray([Value.FromArray(path), value]));
        if (value.Kind is not (ValueKind.Array or ValueKind.Object or ValueKind.Set))
            return true;
        foreach (var (key, member) in Members.Ordered(value))
        {
            path.Add(key);
            if (!Add(context, builder, path, member))
                return false;
            path.RemoveAt(path.Count - 1);
        }

        return true;
    }
}
