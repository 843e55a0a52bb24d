using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>The arithmetic and set operators under Rego's internal names. Comparison is the emitter's.</summary>
internal static class Operators
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("and", [Row.Set, Row.Set], Row.Set, And, "`x & y`: members that both sets have", BuiltinProvenance.Members),
        Row.Of("div", [Row.Number, Row.Number], Row.Number, Divide, "`x / y`"),
        Row.Of("minus", ["any<number, set[any]>", "any<number, set[any]>"], "any<number, set[any]>", Minus, "`x - y`: difference of numbers or of sets", BuiltinProvenance.Members),
        Row.Of("mul", [Row.Number, Row.Number], Row.Number, Multiply, "`x * y`"),
        Row.Of("or", [Row.Set, Row.Set], Row.Set, Or, "`x | y`: members that either set has", BuiltinProvenance.Members),
        Row.Of("plus", [Row.Number, Row.Number], Row.Number, Plus, "`x + y`"),
        Row.Of("rem", [Row.Number, Row.Number], Row.Number, Remainder, "`x % y`: remainder of integers, with the sign of `x`"),
    ];

    public static Value Plus(BuiltinContext context, Value left, Value right)
    {
        var result = Numbers.Add(left, right, out var error);
        return error is null ? result : context.Fail(error);
    }

    public static Value Minus(BuiltinContext context, Value left, Value right)
    {
        if (left.Kind == ValueKind.Set && right.Kind == ValueKind.Set)
            return Sets.Where(left, right, wanted: false);
        if (left.Kind == ValueKind.Set)
            return context.Wrong(right, 2, "set");
        if (left.Kind != ValueKind.Number)
            return context.Wrong(left, 1, "number", "set");
        var result = Numbers.Subtract(left, right, out var error);
        return error is null ? result : context.Fail(error);
    }

    public static Value Multiply(BuiltinContext context, Value left, Value right)
    {
        var result = Numbers.Multiply(left, right, out var error);
        return error is null ? result : context.Fail(error);
    }

    public static Value Divide(BuiltinContext context, Value left, Value right)
    {
        var result = Numbers.Divide(left, right, out var error);
        return error is null ? result : context.Fail(error);
    }

    public static Value Remainder(BuiltinContext context, Value left, Value right)
    {
        var result = Numbers.Remainder(left, right, out var error);
        return error is null ? result : context.Fail(error);
    }

    public static Value And(BuiltinContext context, Value left, Value right) =>
        context.Is(left, 1, ValueKind.Set) && context.Is(right, 2, ValueKind.Set) ? Sets.Where(left, right, wanted: true) : Value.Undefined;

    public static Value Or(BuiltinContext context, Value left, Value right)
    {
        if (!context.Is(left, 1, ValueKind.Set) || !context.Is(right, 2, ValueKind.Set))
            return Value.Undefined;
        context.Charge(left.Count + right.Count);
        return Sets.Join(left, right);
    }
}
