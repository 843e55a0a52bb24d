using System.Globalization;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>json.patch</c> (RFC 6902), which also reaches into sets: a member is its own key.</summary>
internal static class JsonPatch
{
    private delegate Value Edit(Value target);

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("json.patch", [Row.Any, "array[object[string: any]]"], Row.Any, Patch, "the value after the operations of a JSON patch", BuiltinProvenance.Members),
    ];

    public static Value Patch(BuiltinContext context, Value target, Value operations)
    {
        if (!context.Is(operations, 2, ValueKind.Array))
            return Value.Undefined;
        foreach (var operation in new Items(operations))
        {
            if (operation.Kind != ValueKind.Object)
                return context.WrongMember(operations, operation, 2, "object");
            target = Apply(context, target, operation);
            if (target.IsUndefined)
                return Value.Undefined;
        }

        return target;
    }

    private static Value Apply(BuiltinContext context, Value target, Value operation)
    {
        if (!Field(operation, "op").TryGetString(out var op))
            return context.Fail("patch operation has no `op`");
        if (JsonPath.Parse(Field(operation, "path")) is not { } path)
            return context.Fail("patch operation has no `path`");
        var result = op switch
        {
            "add" => Field(operation, "value") is { IsUndefined: false } value ? Add(context, target, path, 0, value) : Value.Undefined,
            "remove" => Remove(context, target, path, 0),
            "replace" => Field(operation, "value") is { IsUndefined: false } value ? Replace(context, target, path, value) : Value.Undefined,
            "move" or "copy" => Transfer(context, target, Field(operation, "from"), path, isMove: op == "move"),
            "test" => Test(target, path, Field(operation, "value")),
            _ => Value.Undefined,
        };
        return result.IsUndefined ? context.Fail($"patch operation `{op}` failed") : result;
    }

    private static Value Field(Value operation, string name) => Ops.Index(operation, Value.FromString(name));

    private static Value Test(Value target, List<Value> path, Value expected) =>
        Find(target, path) is { IsUndefined: false } found && Ops.Equal(found, expected) ? target : Value.Undefined;

    private static Value Transfer(BuiltinContext context, Value target, Value from, List<Value> path, bool isMove)
    {
        if (JsonPath.Parse(from) is not { } source || Find(target, source) is not { IsUndefined: false } value)
            return Value.Undefined;
        return Add(context, isMove ? Remove(context, target, source, 0) : target, path, 0, value);
    }

    private static Value Replace(BuiltinContext context, Value target, List<Value> path, Value value)
    {
        if (path.Count == 0)
            return value;
        var removed = Remove(context, target, path, 0);
        return removed.IsUndefined ? Value.Undefined : Add(context, removed, path, 0, value);
    }

    private static Value Find(Value target, List<Value> path)
    {
        foreach (var step in path)
            target = Ops.Index(target, StepIn(target, step));
        return target;
    }

    /// <summary>The key that a step means in a collection: <c>"0"</c> is an index of an array. Undefined where it cannot be one.</summary>
    private static Value StepIn(Value target, Value step)
    {
        if (target.Kind != ValueKind.Array || step.Kind == ValueKind.Number)
            return step;
        return step.TryGetString(out var text) && text.Length < 10 && (text == "0" || !text.StartsWith('0')) && text.Length > 0 && text.All(char.IsAsciiDigit)
            ? Value.FromInt64(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
            : Value.Undefined;
    }

    private static Value Add(BuiltinContext context, Value target, List<Value> path, int depth, Value value)
    {
        if (path.Count == depth)
            return value;
        if (path.Count > depth + 1)
            return Below(context, target, path[depth], member => Add(context, member, path, depth + 1, value));
        var step = path[depth];
        switch (target.Kind)
        {
            case ValueKind.Object:
                return With(context, target, step, value);
            case ValueKind.Set:
                return Ops.Equal(step, value) ? Sets.Join(target, Value.FromSet([value])) : Value.Undefined;
            case ValueKind.Array:
                var items = new Items(target).ToList();
                context.Charge(items.Count);
                var isEnd = step.TryGetString(out var text) && text == "-";
                if (!isEnd && (!StepIn(target, step).TryGetInt64(out var index) || index < 0 || index > items.Count))
                    return Value.Undefined;
                StepIn(target, step).TryGetInt64(out var place);
                items.Insert(isEnd ? items.Count : (int)place, value);
                return Value.FromArray(items);
            default:
                return Value.Undefined;
        }
    }

    private static Value Remove(BuiltinContext context, Value target, List<Value> path, int depth)
    {
        if (path.Count == depth)
            return Value.Undefined;
        var step = path[depth];
        if (path.Count > depth + 1)
            return Below(context, target, step, member => Remove(context, member, path, depth + 1));
        var key = StepIn(target, step);
        if (Ops.Index(target, key).IsUndefined)
            return Value.Undefined;
        switch (target.Kind)
        {
            case ValueKind.Object:
                return Objects.Remove(context, target, Value.FromArray([key]));
            case ValueKind.Set:
                return Sets.Where(target, Value.FromSet([key]), wanted: false);
            default:
                var items = new Items(target).ToList();
                context.Charge(items.Count);
                key.TryGetInt64(out var index);
                items.RemoveAt((int)index);
                return Value.FromArray(items);
        }
    }

    /// <summary>The collection with the member at a step edited; undefined where there is none, or the edit fails.</summary>
    private static Value Below(BuiltinContext context, Value target, Value step, Edit edit)
    {
        var key = StepIn(target, step);
        var member = Ops.Index(target, key);
        if (member.IsUndefined || edit(member) is not { IsUndefined: false } edited)
            return Value.Undefined;
        switch (target.Kind)
        {
            case ValueKind.Object:
                return With(context, target, key, edited);
            case ValueKind.Set:
                return Sets.Join(Sets.Where(target, Value.FromSet([key]), wanted: false), Value.FromSet([edited]));
            default:
                var items = new Items(target).ToList();
                context.Charge(items.Count);
                key.TryGetInt64(out var index);
                items[(int)index] = edited;
                return Value.FromArray(items);
        }
    }

    private static Value With(BuiltinContext context, Value target, Value key, Value value)
    {
        context.Charge(target.Count);
        var builder = new ObjectBuilder();
        foreach (var (name, member) in new Members(target))
        {
            if (!Ops.Equal(name, key))
                builder.Add(name, member);
        }

        builder.Add(key, value);
        return builder.ToValue();
    }
}
