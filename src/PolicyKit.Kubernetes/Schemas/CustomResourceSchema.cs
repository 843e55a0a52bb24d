using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>The types of structural schemas. Fields that no schema names are dropped by the API server, unless it is told to keep them. An object is called by its path below the kind.</summary>
internal static class CustomResourceSchema
{
    /// <summary>The type of a kind's objects, which have the fields of every object too.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="kind">The kind; null when it may be any.</param>
    public static TypeSymbol ToObject(OpenApiSchema schema, string name, string? kind) => ObjectTypes.MakeObject(name, FieldsOf(schema, name), IsOpen(schema), kind);

    private static TypeSymbol ToType(OpenApiSchema schema, string name)
    {
        if (schema.IsIntOrString) return TypeSymbol.IntOrString;
        if (schema.IsEmbeddedResource) return ToObject(schema, name, kind: null);
        return schema.Type switch
        {
            "boolean" => TypeSymbol.Boolean,
            "integer" => TypeSymbol.Integer,
            "number" => TypeSymbol.Number,
            "string" => ToString(schema),
            "array" => TypeSymbol.ArrayOf(schema.Items is { } items ? ToType(items, name) : TypeSymbol.Any, schema.ListKeys),
            "object" when schema.AdditionalProperties is { } values && schema.Properties.IsEmpty => TypeSymbol.MapOf(IsOpen(schema) ? TypeSymbol.Any : ToType(values, name)),
            "object" => TypeSymbol.ObjectOf(name, FieldsOf(schema, name), IsOpen(schema) ? TypeSymbol.Any : schema.AdditionalProperties is { } others ? ToType(others, name) : TypeSymbol.Never),
            _ => TypeSymbol.Any,
        };
    }

    private static TypeSymbol ToString(OpenApiSchema schema)
    {
        Value[] values = [.. schema.Enum.Where(v => v.Kind != ValueKind.Null)];
        return Array.TrueForAll(values, v => v.Kind == ValueKind.String) ? TypeSymbol.StringsOf(values.Select(v => v.TextOrEmpty())) : TypeSymbol.String;
    }

    private static FieldSymbol[] FieldsOf(OpenApiSchema schema, string name) =>
        [.. schema.Properties.Select(p => new FieldSymbol(p.Key, ToType(p.Value, $"{name}.{p.Key}"), schema.Required.Contains(p.Key)))];

    private static bool IsOpen(OpenApiSchema schema) => schema.PreservesUnknownFields;
}
