using System.Runtime.CompilerServices;

namespace PolicyKit.Runtime;

/// <summary>Copies what a value holds of a tape that is used again. All else is shared; a value that holds nothing of the tape is itself.</summary>
internal static class Detached
{
    /// <summary>A value without nodes of a tape. What it holds was all read, and has been measured.</summary>
    /// <exception cref="InsufficientExecutionStackException">It is nested too deep for this stack.</exception>
    public static Value From(Tape tape, Value value)
    {
        switch (value.Reference)
        {
            case DocumentView view when view.Tape == tape:
                return Copy(tape, value);
            case RegoArray array:
                return From(tape, array.Items) is { } items ? new Value(new RegoArray(items), 0) : value;
            case RegoObject members:
                Value[]? keys = From(tape, members.Keys);
                Value[]? values = From(tape, members.Values);
                return keys is null && values is null ? value : new Value(new RegoObject(keys ?? [.. members.Keys], values ?? [.. members.Values]), 0);
            case RegoSet set:
                // Places are of use only while the tape is there.
                return From(tape, set.Items) is { } distinct ? new Value(new RegoSet(distinct), 0) : From(tape, set.Places) is null ? value : new Value(new RegoSet([.. set.Items]), 0);
            default:
                return value;
        }
    }

    /// <summary>Null when nothing is of the tape.</summary>
    private static Value[]? From(Tape tape, ReadOnlySpan<Value> items)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Value[]? copies = null;
        for (int i = 0; i < items.Length; i++)
        {
            Value copy = From(tape, items[i]);
            if (copies is null && copy.IsSame(items[i])) continue;
            copies ??= [.. items];
            copies[i] = copy;
        }
        return copies;
    }

    private static Value Copy(Tape tape, Value node)
    {
        switch (node.Kind)
        {
            case ValueKind.Null:
                return Value.Null;
            case ValueKind.Boolean:
                return Value.FromBoolean(Ops.IsTrue(node));
            case ValueKind.Number:
                return node.TryGetInlineInt64(out long integer) ? Value.FromInt64(integer) : new Value(node.ToBigNumber(), 0);
            case ValueKind.String:
                return Value.FromString(node.TextOrEmpty());
            case ValueKind.Array:
                return new Value(new RegoArray(CopyElements(tape, node)), 0);
            default:
                return Ops.Canonical(node) is { Reference: RegoObject } sorted ? From(tape, sorted) : CopyMembers(tape, node);
        }
    }

    private static Value[] CopyElements(Tape tape, Value array)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var elements = new Value[array.Count];
        int i = 0;
        for (long cursor = Ops.First(array); cursor >= 0; cursor = Ops.Next(array, cursor)) elements[i++] = Copy(tape, Ops.ValueAt(array, cursor));
        return elements;
    }

    private static Value CopyMembers(Tape tape, Value ordered)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var keys = new Value[ordered.Count];
        var values = new Value[keys.Length];
        int i = 0;
        for (long cursor = Ops.First(ordered); cursor >= 0; cursor = Ops.Next(ordered, cursor), i++)
        {
            keys[i] = Copy(tape, Ops.KeyAt(ordered, cursor));
            values[i] = Copy(tape, Ops.ValueAt(ordered, cursor));
        }
        return new Value(new RegoObject(keys, values), 0);
    }
}
