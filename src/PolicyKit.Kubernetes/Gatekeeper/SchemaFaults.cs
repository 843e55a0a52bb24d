using System.Globalization;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>What a schema asks of one value, apart from its members and elements.</summary>
internal static class SchemaFaults
{
    /// <summary>What is wrong with a value of the right type; null when nothing is.</summary>
    public static string? Find(Value value, OpenApiSchema schema) =>
        FindOfEnum(value, schema) ?? FindOfSize(value, schema.Bounds) ?? FindOfNumber(value, schema.Bounds) ?? FindOfText(value, schema) ?? FindOfParts(value, schema);

    public static bool IsOfType(Value value, string type) => type switch
    {
        "object" => value.Kind == ValueKind.Object,
        "array" => value.Kind == ValueKind.Array,
        "string" => value.Kind == ValueKind.String,
        "integer" => IsInteger(value),
        "number" => value.Kind == ValueKind.Number,
        "boolean" => value.Kind == ValueKind.Boolean,
        _ => true,
    };

    /// <summary>As the API server has it, <c>1.0</c> is an integer.</summary>
    public static bool IsInteger(Value value) => value.TryGetBigInteger(out _) || (value.TryGetDouble(out double number) && double.IsInteger(number));

    /// <summary>A default whose own members have defaults.</summary>
    public static Value WithDefaults(Value value, OpenApiSchema schema)
    {
        if (value.Kind != ValueKind.Object) return value;
        var added = schema.Properties.Where(p => !p.Value.Default.IsUndefined && value.Member(p.Key).IsUndefined)
            .Select(p => KeyValuePair.Create(Value.FromString(p.Key), WithDefaults(p.Value.Default, p.Value)));
        return Value.FromObject(value.Members().Concat(added));
    }

    private static string? FindOfEnum(Value value, OpenApiSchema schema) =>
        schema.Enum.IsEmpty || schema.Enum.Contains(value) ? null : $"must be one of {string.Join(", ", schema.Enum.Select(Quote))}, not {Quote(value)}";

    private static string? FindOfSize(Value value, SchemaBounds bounds)
    {
        string? noun = value.Kind switch { ValueKind.String => "character", ValueKind.Array => "element", ValueKind.Object => "member", _ => null };
        if (noun is null) return null;
        long size = value.Kind == ValueKind.String ? value.TextOrEmpty().EnumerateRunes().Count() : value.Count;
        if (size < bounds.MinSize) return $"must have at least {Count(bounds.MinSize.Value, noun)}";
        if (size > bounds.MaxSize) return $"must have at most {Count(bounds.MaxSize.Value, noun)}";
        return bounds.IsUnique && value.Kind == ValueKind.Array && value.Elements().Distinct().Count() < value.Count ? "must not hold an element twice" : null;
    }

    private static string? FindOfNumber(Value value, SchemaBounds bounds)
    {
        if (value.Kind != ValueKind.Number || !value.TryGetDouble(out double number)) return null;
        bool isLow = bounds.IsMinimumExclusive ? number <= bounds.Minimum : number < bounds.Minimum;
        if (isLow) return $"must be {(bounds.IsMinimumExclusive ? "more than" : "at least")} {Number(bounds.Minimum!.Value)}, not {value}";
        bool isHigh = bounds.IsMaximumExclusive ? number >= bounds.Maximum : number > bounds.Maximum;
        if (isHigh) return $"must be {(bounds.IsMaximumExclusive ? "less than" : "at most")} {Number(bounds.Maximum!.Value)}, not {value}";
        return bounds.MultipleOf is { } factor and > 0 && !double.IsInteger(number / factor) ? $"must be a multiple of {Number(factor)}, not {value}" : null;
    }

    private static string? FindOfText(Value value, OpenApiSchema schema) =>
        schema.Pattern is not { } pattern || value.Kind != ValueKind.String || RegoPattern.IsMatch(pattern, value.TextOrEmpty()) ? null : $"must match `{pattern}`, which {Quote(value)} does not";

    private static string? FindOfParts(Value value, OpenApiSchema schema)
    {
        if (!schema.AllOf.All(part => Fits(value, part))) return "does not fit each schema of `allOf`";
        if (!schema.AnyOf.IsEmpty && !schema.AnyOf.Any(part => Fits(value, part))) return "fits no schema of `anyOf`";
        if (!schema.OneOf.IsEmpty && schema.OneOf.Count(part => Fits(value, part)) != 1) return "does not fit exactly one schema of `oneOf`";
        return schema.Not is { } not && Fits(value, not) ? "fits the schema of `not`" : null;
    }

    /// <summary>Whether a value fits a part of a schema, its members and elements included.</summary>
    private static bool Fits(Value value, OpenApiSchema schema) =>
        IsOfType(value, schema.Type) && Find(value, schema) is null
        && schema.Required.All(name => !value.Member(name).IsUndefined || value.Kind != ValueKind.Object)
        && value.Members().All(m => schema.Property(m.Key.TextOrEmpty()) is not { } property || Fits(m.Value, property))
        && (schema.Items is not { } items || value.Kind != ValueKind.Array || value.Elements().All(e => Fits(e, items)));

    private static string Quote(Value value) => $"`{(value.Kind == ValueKind.String ? value.TextOrEmpty() : value.ToJson())}`";

    private static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
