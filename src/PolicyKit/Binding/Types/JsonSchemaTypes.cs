using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>Makes types of JSON schemas. As OPA has it, an object has the properties that its schema states and no others, unless it says that there are more. What a schema says otherwise (formats, bounds, references) leaves types as they are.</summary>
internal static class JsonSchemaTypes
{
    private static readonly TypeSymbol AnyObject = new ObjectType("", [], TypeSymbol.Any);

    public static TypeSymbol TypeOf(Value schema)
    {
        if (schema.Kind != ValueKind.Object) return TypeSymbol.Any;
        if (schema.Member("enum") is { Kind: ValueKind.Array } constants) return TypeSymbol.UnionOf(constants.Entries.Select(c => ValueTypes.Of(c.Value)));
        foreach (string several in (string[])["anyOf", "oneOf"])
        {
            if (schema.Member(several) is { Kind: ValueKind.Array, Count: > 0 } choices) return TypeSymbol.UnionOf(choices.Entries.Select(c => TypeOf(c.Value)));
        }
        if (schema.Member("x-kubernetes-int-or-string") == Value.True) return TypeSymbol.IntOrString;
        return schema.Member("type") switch
        {
            { Kind: ValueKind.Array } kinds => TypeSymbol.UnionOf(kinds.Entries.Select(k => TypeOf(k.Value.TextOrEmpty(), schema))),
            { Kind: ValueKind.String } kind => TypeOf(kind.TextOrEmpty(), schema),
            _ => schema.Member("properties").Kind == ValueKind.Object ? OfObject(schema) : TypeSymbol.Any,
        };
    }

    private static TypeSymbol TypeOf(string kind, Value schema) => kind switch
    {
        "null" => TypeSymbol.Null,
        "boolean" => TypeSymbol.Boolean,
        "integer" => TypeSymbol.Integer,
        "number" => TypeSymbol.Number,
        "string" => TypeSymbol.String,
        "array" => TypeSymbol.ArrayOf(schema.Member("items") is { Kind: ValueKind.Object } items ? TypeOf(items) : TypeSymbol.Any),
        "object" => OfObject(schema),
        _ => TypeSymbol.Any,
    };

    private static TypeSymbol OfObject(Value schema)
    {
        Value properties = schema.Member("properties"), others = schema.Member("additionalProperties");
        if (properties.Kind != ValueKind.Object) return others.Kind == ValueKind.Object ? TypeSymbol.MapOf(TypeOf(others)) : AnyObject;
        bool isOpen = others == Value.True || schema.Member("x-kubernetes-preserve-unknown-fields") == Value.True;
        return TypeSymbol.ObjectOf("", properties.Members().Select(p => new FieldSymbol(p.Key.TextOrEmpty(), TypeOf(p.Value))), isOpen ? TypeSymbol.Any : others.Kind == ValueKind.Object ? TypeOf(others) : null);
    }
}
