using PolicyKit.Runtime.Clr;

namespace PolicyKit.Runtime;

/// <summary>Tells equal values apart by where in a document they stand.</summary>
internal static class Places
{
    /// <summary>Orders equal values (CLR objects have no place): nodes by place and before values that policies made; 0 when they are the same in every part.</summary>
    public static int Compare(Value left, Value right)
    {
        if (left.Reference is DocumentView l && right.Reference is DocumentView r)
        {
            return l.Tape.Id != r.Tape.Id ? l.Tape.Id.CompareTo(r.Tape.Id) : left.Payload.CompareTo(right.Payload);
        }
        if (left.IsNode != right.IsNode) return left.IsNode ? -1 : 1;
        if (left.Kind < ValueKind.Array || ClrValue.Is(left) || ClrValue.Is(right) || ReferenceEquals(left.Reference, right.Reference)) return 0;
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        long a = Ops.First(left);
        for (long b = Ops.First(right); a >= 0; a = Ops.Next(left, a), b = Ops.Next(right, b))
        {
            int order = Compare(Ops.ValueAt(left, a), Ops.ValueAt(right, b));
            if (order == 0) order = Compare(Ops.KeyAt(left, a), Ops.KeyAt(right, b));
            if (order != 0) return order;
        }
        return 0;
    }

    /// <summary>Whether a value is or holds a node of a document.</summary>
    public static bool Has(Value value)
    {
        if (value.IsNode || value.Kind < ValueKind.Array || ClrValue.Is(value)) return value.IsNode;
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        for (long cursor = Ops.First(value); cursor >= 0; cursor = Ops.Next(value, cursor))
        {
            if (Has(Ops.ValueAt(value, cursor)) || Has(Ops.KeyAt(value, cursor))) return true;
        }
        return false;
    }
}
