using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>type_name</c> and <c>is_*</c></summary>
internal static class TypeFunctions
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("is_array", [Row.Any], Row.Boolean, IsArray, "whether the value is an array"),
        Row.Of("is_boolean", [Row.Any], Row.Boolean, IsBoolean, "whether the value is `true` or `false`"),
        Row.Of("is_null", [Row.Any], Row.Boolean, IsNull, "whether the value is `null`"),
        Row.Of("is_number", [Row.Any], Row.Boolean, IsNumber, "whether the value is a number"),
        Row.Of("is_object", [Row.Any], Row.Boolean, IsObject, "whether the value is an object"),
        Row.Of("is_set", [Row.Any], Row.Boolean, IsSet, "whether the value is a set"),
        Row.Of("is_string", [Row.Any], Row.Boolean, IsString, "whether the value is a string"),
        Row.Of("type_name", [Row.Any], Row.String, TypeName, "name of the value's type"),
    ];

    public static Value IsArray(Value value) => Value.FromBoolean(value.Kind == ValueKind.Array);

    public static Value IsBoolean(Value value) => Value.FromBoolean(value.Kind == ValueKind.Boolean);

    public static Value IsNull(Value value) => Value.FromBoolean(value.Kind == ValueKind.Null);

    public static Value IsNumber(Value value) => Value.FromBoolean(value.Kind == ValueKind.Number);

    public static Value IsObject(Value value) => Value.FromBoolean(value.Kind == ValueKind.Object);

    public static Value IsSet(Value value) => Value.FromBoolean(value.Kind == ValueKind.Set);

    public static Value IsString(Value value) => Value.FromBoolean(value.Kind == ValueKind.String);

    public static Value TypeName(Value value) => value.IsUndefined ? Value.Undefined : Value.FromString(value.Kind.Name());
}
