using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>json.filter</c> and <c>json.remove</c></summary>
internal static class JsonPaths
{
    private const string Paths = "any<array[any<string, array[any]>], set[any<string, array[any]>]>";

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("json.filter", [Row.Object, Paths], Row.Object, Filter, "the object with only what the paths lead to", BuiltinProvenance.Members),
        Row.Of("json.remove", [Row.Object, Paths], Row.Object, Remove, "the object without what the paths lead to", BuiltinProvenance.Members),
    ];

    public static Value Filter(BuiltinContext context, Value value, Value paths) =>
        TryTree(context, value, paths, out var tree) ? Keep(context, value, tree) : Value.Undefined;

    public static Value Remove(BuiltinContext context, Value value, Value paths) =>
        TryTree(context, value, paths, out var tree) ? Cut(context, value, tree) : Value.Undefined;

    private static bool TryTree(BuiltinContext context, Value value, Value paths, out JsonPathTree tree)
    {
        tree = new();
        if (!context.Is(value, 1, ValueKind.Object))
            return false;
        if (!Operand.IsSequence(paths))
        {
            context.Wrong(paths, 2, "set", "array");
            return false;
        }

        foreach (var path in new Items(paths))
        {
            if (JsonPath.Parse(path) is not { } steps)
            {
                context.Fail($"operand 2 must be one of {{set, array}} containing string paths or array of path segments but got {path.Kind.Name()}");
                return false;
            }

            tree.Add(steps);
        }

        return true;
    }

    private static Value Keep(BuiltinContext context, Value value, JsonPathTree tree) =>
        tree.IsLeaf ? value : Rebuild(context, value, key => tree.Find(key) is { } child ? member => Keep(context, member, child) : null);

    private static Value Cut(BuiltinContext context, Value value, JsonPathTree tree) =>
        Rebuild(context, value, key => tree.Find(key) is not { } child ? member => member : child.IsLeaf ? null : member => Cut(context, member, child));

    /// <summary>Makes a collection anew from what <paramref name="choose"/> makes of each member; a member for which it gives null is left out.</summary>
    private static Value Rebuild(BuiltinContext context, Value value, Func<Value, Func<Value, Value>?> choose)
    {
        context.Charge(1);
        switch (value.Kind)
        {
            case ValueKind.Object:
                var members = new ObjectBuilder();
                foreach (var (key, member) in new Members(value))
                {
                    if (choose(key) is { } make)
                        members.Add(key, make(member));
                }

                return members.ToValue();
            case ValueKind.Array:
                var elements = new ArrayBuilder();
                foreach (var (key, member) in new Members(value))
                {
                    if (choose(Value.FromString(key.ToString())) is { } make)
                        elements.Add(make(member));
                }

                return elements.ToValue();
            case ValueKind.Set:
                var items = new SetBuilder();
                foreach (var item in new Items(value))
                {
                    if (choose(item) is { } make)
                        items.Add(make(item));
                }

                return items.ToValue();
            default:
                return value;
        }
    }
}
