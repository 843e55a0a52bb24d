using System.Numerics;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Reads operands, and fails with OPA's words where one has the wrong type. Positions are counted from 1.</summary>
internal static class Operand
{
    public static Value Wrong(this BuiltinContext context, Value value, int position, params ReadOnlySpan<string> expected) =>
        context.Fail($"operand {position} must be {OneOf(expected)} but got {value.Kind.Name()}");

    /// <summary>The operand is a collection, and this member of it has the wrong type.</summary>
    public static Value WrongMember(this BuiltinContext context, Value collection, Value member, int position, string expected) =>
        context.Fail($"operand {position} must be {collection.Kind.Name()} of {expected}s but got {collection.Kind.Name()} containing {member.Kind.Name()}");

    public static bool Is(this BuiltinContext context, Value value, int position, ValueKind kind)
    {
        if (value.Kind == kind)
            return true;
        context.Wrong(value, position, kind.Name());
        return false;
    }

    /// <summary>Whether the value is an array or a set.</summary>
    public static bool IsSequence(Value value) => value.Kind is ValueKind.Array or ValueKind.Set;

    public static bool TryString(this BuiltinContext context, Value value, int position, out string text)
    {
        if (value.TryGetString(out text!))
        {
            context.ChargeText(text.Length);
            return true;
        }

        context.Wrong(value, position, "string");
        return false;
    }

    /// <summary>What reading a text costs.</summary>
    public static void ChargeText(this BuiltinContext context, int length)
    {
        if (length >= Strings.TextPerStep)
            context.Charge(length / Strings.TextPerStep);
    }

    /// <summary>An integer that fits 64 bits.</summary>
    public static bool TryInteger(this BuiltinContext context, Value value, int position, out long number)
    {
        if (value.TryGetInt64(out number))
            return true;
        FailInteger(context, value, position);
        return false;
    }

    /// <summary>An integer of any size.</summary>
    public static bool TryBigInteger(this BuiltinContext context, Value value, int position, out BigInteger number)
    {
        if (value.TryGetBigInteger(out number))
            return true;
        FailInteger(context, value, position);
        return false;
    }

    private static void FailInteger(BuiltinContext context, Value value, int position)
    {
        if (value.Kind != ValueKind.Number)
            context.Wrong(value, position, "number");
        else
            context.Fail($"operand {position} must be integer number but got {(value.TryGetBigInteger(out _) ? "an integer over 64 bits" : "floating-point number")}");
    }

    private static string OneOf(ReadOnlySpan<string> expected) =>
        expected.Length == 1 ? expected[0] : "one of {" + string.Join(", ", expected) + "}";
}
