using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>to_number</c>, and the casts of Rego v0.</summary>
internal static class Casts
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("cast_array", [Row.Any], Row.Array, CastArray, "the array, or the members of the set in order", BuiltinProvenance.Members),
        Row.Of("cast_boolean", [Row.Any], Row.Boolean, CastBoolean, "the value, if it is a boolean", BuiltinProvenance.Operand),
        Row.Of("cast_null", [Row.Any], Row.Null, CastNull, "the value, if it is `null`", BuiltinProvenance.Operand),
        Row.Of("cast_object", [Row.Any], Row.Object, CastObject, "the value, if it is an object", BuiltinProvenance.Operand),
        Row.Of("cast_set", [Row.Any], Row.Set, CastSet, "the set, or the elements of the array as a set", BuiltinProvenance.Members),
        Row.Of("cast_string", [Row.Any], Row.String, CastString, "the value, if it is a string", BuiltinProvenance.Operand),
        Row.Of("to_number", [Row.Any], Row.Number, ToNumber, "a string, boolean or `null` as a number"),
    ];

    public static Value ToNumber(BuiltinContext context, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                return value;
            case ValueKind.Null:
                return Value.FromInt64(0);
            case ValueKind.Boolean:
                return Value.FromInt64(Ops.IsTrue(value) ? 1 : 0);
            case ValueKind.String:
                context.TryString(value, 1, out var text);
                return Parse(context, value, text);
            default:
                return context.Wrong(value, 1, "null", "boolean", "number", "string");
        }
    }

    public static Value CastArray(BuiltinContext context, Value value) => value.Kind switch
    {
        ValueKind.Array => value,
        ValueKind.Set => Value.FromArray(new Items(value).ToList()),
        _ => context.Wrong(value, 1, "array", "set"),
    };

    public static Value CastSet(BuiltinContext context, Value value) => value.Kind switch
    {
        ValueKind.Set => value,
        ValueKind.Array => Sets.FromItems(value),
        _ => context.Wrong(value, 1, "array", "set"),
    };

    public static Value CastBoolean(BuiltinContext context, Value value) => Same(context, value, ValueKind.Boolean);

    public static Value CastNull(BuiltinContext context, Value value) => Same(context, value, ValueKind.Null);

    public static Value CastObject(BuiltinContext context, Value value) => Same(context, value, ValueKind.Object);

    public static Value CastString(BuiltinContext context, Value value) => Same(context, value, ValueKind.String);

    private static Value Same(BuiltinContext context, Value value, ValueKind kind) => context.Is(value, 1, kind) ? value : Value.Undefined;

    private static Value Parse(BuiltinContext context, Value value, string text)
    {
        var unsigned = text.TrimStart('+', '-').ToLowerInvariant();
        if (unsigned is "inf" or "infinity" or "nan")
            return context.Wrong(value, 1, "valid number string");
        if (!NumberText.TryNormalise(text, out var json))
            return context.Fail($"strconv.ParseFloat: parsing {GoQuote.Quote(text)}: invalid syntax");
        var number = Value.FromNumberText(json);
        return number.TryGetDouble(out var rounded) && double.IsFinite(rounded)
            ? number
            : context.Fail($"strconv.ParseFloat: parsing {GoQuote.Quote(text)}: value out of range");
    }
}
