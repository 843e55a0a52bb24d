using System.Runtime.CompilerServices;

namespace PolicyKit.Runtime;

/// <summary>Equality, order and hash, the same for every representation of a value.</summary>
internal static partial class Ops
{
    /// <summary>Members that are compared, hashed or gone over for one step of the budget.</summary>
    public const int MembersPerStep = 4;

    private const int LookupLimit = 32;

    /// <summary>Rego equality; false when an operand is undefined.</summary>
    public static bool Equal(Value a, Value b)
    {
        if (ReferenceEquals(a.Reference, b.Reference) && a.Payload == b.Payload) return a.Reference is not null;
        if (a.Reference is string x && b.Reference is string y) return EqualStrings(x, y);
        ValueKind kind = a.Kind;
        if (kind != b.Kind) return false;
        switch (kind)
        {
            case ValueKind.Undefined:
                return false;
            case ValueKind.Null:
                return true;
            case ValueKind.Boolean:
                return IsTrue(a) == IsTrue(b);
            case ValueKind.Number:
                return CompareNumbers(a, b) == 0;
            case ValueKind.String:
                return EqualStrings(a, b);
            default:
                return CountOf(a) == CountOf(b) && EqualMembers(kind, a, b);
        }
    }

    /// <summary>Whether a value is the string of a constant key.</summary>
    public static bool EqualKey(Value v, Key constant)
    {
        if (v.Reference is string text) return text == constant.Text;
        return v.TryGetUtf8(out ReadOnlySpan<byte> utf8) && utf8.SequenceEqual(constant.Utf8);
    }

    /// <summary>Whether a value is a number.</summary>
    public static bool EqualInteger(Value v, long constant) =>
        ReferenceEquals(v.Reference, Tag.Integer) ? v.Payload == constant : Equal(v, Value.FromInt64(constant));

    /// <summary>As <see cref="Compare"/>, with a number.</summary>
    public static int CompareInteger(Value v, long constant) =>
        ReferenceEquals(v.Reference, Tag.Integer) ? v.Payload.CompareTo(constant) : Compare(v, Value.FromInt64(constant));

    /// <summary>Rego's total order: undefined, null, booleans, numbers, strings by code point, arrays, objects, sets.</summary>
    public static int Compare(Value a, Value b)
    {
        ValueKind kind = a.Kind;
        if (kind != b.Kind) return (int)kind - (int)b.Kind;
        switch (kind)
        {
            case ValueKind.Undefined or ValueKind.Null:
                return 0;
            case ValueKind.Boolean:
                return IsTrue(a).CompareTo(IsTrue(b));
            case ValueKind.Number:
                return CompareNumbers(a, b);
            case ValueKind.String:
                return CompareStrings(a, b);
            default:
                return ReferenceEquals(a.Reference, b.Reference) && a.Payload == b.Payload ? 0 : CompareMembers(kind, a, b);
        }
    }

    /// <summary>Hash that agrees with <see cref="Equal"/>.</summary>
    public static int Hash(Value v)
    {
        switch (v.Kind)
        {
            case ValueKind.Number:
                return v.TryGetInlineInt64(out long integer) ? Utf8Text.Hash(integer) : v.ToBigNumber().GetHashCode();
            case ValueKind.String:
                return HashString(v);
            case ValueKind.Array or ValueKind.Object or ValueKind.Set:
                return HashMembers(v);
            case ValueKind kind:
                return ((int)kind * 2) + (IsTrue(v) ? 1 : 0);
        }
    }

    /// <summary>Whether a number is zero.</summary>
    public static bool IsZero(Value v) => v.TryGetInlineInt64(out long integer) ? integer == 0 : v.IsNumber && v.ToBigNumber().Unscaled.IsZero;

    private static int CompareNumbers(Value a, Value b)
    {
        if (a.TryGetInlineInt64(out long x) && b.TryGetInlineInt64(out long y)) return x.CompareTo(y);
        return a.ToBigNumber().CompareTo(b.ToBigNumber());
    }

    private static bool EqualStrings(string a, string b)
    {
        if (a.Length != b.Length) return false;
        Payer.ChargeText(a.Length);
        return a == b;
    }

    private static bool EqualStrings(Value a, Value b)
    {
        if (!a.TryGetUtf8(out ReadOnlySpan<byte> left)) return b.TryGetUtf8(out ReadOnlySpan<byte> right) && EqualStrings(right, (string)a.Reference!);
        return b.TryGetUtf8(out ReadOnlySpan<byte> other) ? EqualStrings(left, other) : EqualStrings(left, (string)b.Reference!);
    }

    private static bool EqualStrings(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length) return false;
        Payer.ChargeText(a.Length);
        return a.SequenceEqual(b);
    }

    private static bool EqualStrings(ReadOnlySpan<byte> a, string b)
    {
        Payer.ChargeText(b.Length);
        return Utf8Text.Equal(a, b);
    }

    private static int CompareStrings(Value a, Value b)
    {
        if (a.TryGetUtf8(out ReadOnlySpan<byte> left))
        {
            Payer.ChargeText(left.Length);
            return b.TryGetUtf8(out ReadOnlySpan<byte> other) ? Utf8Text.Compare(left, other) : Utf8Text.Compare(left, (string)b.Reference!);
        }
        Payer.ChargeText(((string)a.Reference!).Length);
        return b.TryGetUtf8(out ReadOnlySpan<byte> right) ? -Utf8Text.Compare(right, (string)a.Reference!) : Utf8Text.Compare((string)a.Reference!, (string)b.Reference!);
    }

    private static int HashString(Value v)
    {
        if (v.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            Payer.ChargeText(utf8.Length);
            return Utf8Text.Hash(utf8);
        }
        Payer.ChargeText(((string)v.Reference!).Length);
        return Utf8Text.Hash((string)v.Reference!);
    }

    /// <summary>Compares collections of one kind and count.</summary>
    private static bool EqualMembers(ValueKind kind, Value a, Value b)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (kind == ValueKind.Object && CountOf(a) > LookupLimit)
        {
            // Looking up each key in a large object of a document would take quadratic time.
            a = Canonical(a);
            b = Canonical(b);
        }
        long other = First(b);
        int members = 0;
        for (long cursor = First(a); cursor >= 0; cursor = Next(a, cursor), other = Next(b, other))
        {
            if (members++ % MembersPerStep == 0) Payer.Charge(1);
            Value value = ValueAt(b, other);
            if (kind == ValueKind.Object && !Equal(KeyAt(a, cursor), KeyAt(b, other)))
            {
                value = Index(b, KeyAt(a, cursor));
            }
            if (!Equal(ValueAt(a, cursor), value)) return false;
        }
        return true;
    }

    /// <summary>Compares collections of one kind: member by member, keys before values; of two that agree the shorter comes first.</summary>
    private static int CompareMembers(ValueKind kind, Value a, Value b)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (kind == ValueKind.Object)
        {
            a = Canonical(a);
            b = Canonical(b);
        }
        long x = First(a);
        long y = First(b);
        int members = 0;
        for (; x >= 0 && y >= 0; x = Next(a, x), y = Next(b, y))
        {
            if (members++ % MembersPerStep == 0) Payer.Charge(1);
            int order = kind == ValueKind.Object ? Compare(KeyAt(a, x), KeyAt(b, y)) : 0;
            if (order == 0) order = Compare(ValueAt(a, x), ValueAt(b, y));
            if (order != 0) return order;
        }
        return (x >= 0 ? 1 : 0) - (y >= 0 ? 1 : 0);
    }

    private static int HashMembers(Value v)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        ValueKind kind = v.Kind;
        long hash = (long)kind * 31;
        int members = 0;
        for (long cursor = First(v); cursor >= 0; cursor = Next(v, cursor))
        {
            if (members++ % MembersPerStep == 0) Payer.Charge(1);
            int value = Hash(ValueAt(v, cursor));
            // The members of an object may come in any order.
            hash = kind == ValueKind.Object ? hash + Utf8Text.Hash(((long)Hash(KeyAt(v, cursor)) << 32) | (uint)value) : Utf8Text.Hash((hash << 32) ^ (uint)value);
        }
        return (int)hash;
    }
}
