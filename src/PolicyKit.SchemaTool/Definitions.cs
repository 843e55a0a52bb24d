using System.Collections.Immutable;
using System.Text.Json;
using PolicyKit.Kubernetes.Schemas;

namespace PolicyKit.SchemaTool;

/// <summary>The definitions of OpenAPI documents, v2 (<c>definitions</c>) or v3 (<c>components.schemas</c>), as nodes. Prose stays behind.</summary>
/// <param name="schemas">Each definition by its name.</param>
internal sealed class Definitions(IReadOnlyDictionary<string, JsonElement> schemas)
{
    private const string EnumHeading = "Possible enum values:";
    private const string EnumItem = "- `\"";
    private const string QuantityName = ".resource.Quantity";

    /// <summary>An object type.</summary>
    public ObjectNode Object(string name)
    {
        var node = (ObjectNode)ReadDefinition(name);
        return node with { Fields = [.. node.Fields.Select(field => field with { Type = WithConstants(field.Type, $"{name[(name.LastIndexOf('.') + 1)..]}.{field.Name}") })] };
    }

    /// <summary>A string, or strings in a list, of which the document states no constants and <see cref="KnownConstants"/> does.</summary>
    private static SchemaNode WithConstants(SchemaNode node, string field) => node switch
    {
        ScalarNode { Tag: SchemaTag.String } when KnownConstants.ByField.TryGetValue(field, out string[]? constants) => new EnumNode([.. constants.Order(StringComparer.Ordinal)]),
        ListNode list => list with { Element = WithConstants(list.Element, field) },
        _ => node,
    };

    private SchemaNode ReadDefinition(string name)
    {
        if (!schemas.TryGetValue(name, out JsonElement schema)) throw new SchemaException($"there is no definition `{name}`");
        return name.EndsWith(QuantityName, StringComparison.Ordinal) ? new ScalarNode(SchemaTag.Quantity) : Read(schema);
    }

    /// <summary>What a reference leads to: only object types are kept as such.</summary>
    private SchemaNode Follow(string reference)
    {
        string name = reference[(reference.LastIndexOf('/') + 1)..];
        return IsObject(name) ? new ReferenceNode(name) : ReadDefinition(name);
    }

    private bool IsObject(string name) => schemas.TryGetValue(name, out JsonElement schema) && schema.TryGetProperty("properties", out _);

    private SchemaNode Read(JsonElement schema)
    {
        if (Text(schema, "$ref") is { } reference) return Follow(reference);
        // In v3 a reference with a default stands in `allOf`.
        if (schema.TryGetProperty("allOf", out JsonElement parts) && parts.GetArrayLength() == 1) return Read(parts[0]);
        if (Text(schema, "format") == "int-or-string" || IsTrue(schema, "x-kubernetes-int-or-string")) return new ScalarNode(SchemaTag.IntOrString);
        return Text(schema, "type") switch
        {
            "boolean" => new ScalarNode(SchemaTag.Boolean),
            "integer" => new ScalarNode(SchemaTag.Integer),
            "number" => new ScalarNode(SchemaTag.Number),
            "string" => ReadString(schema),
            "array" => new ListNode(schema.TryGetProperty("items", out JsonElement items) ? Read(items) : new ScalarNode(SchemaTag.Any), ReadKeys(schema)),
            "object" => ReadObject(schema),
            null when schema.TryGetProperty("properties", out _) => ReadObject(schema),
            _ => new ScalarNode(SchemaTag.Any),
        };
    }

    private static SchemaNode ReadString(JsonElement schema)
    {
        string[] values = schema.TryGetProperty("enum", out JsonElement stated) ? [.. stated.EnumerateArray().Select(v => v.GetString()!)] : [.. DescribedValues(Text(schema, "description") ?? "")];
        // An empty string means that the field is not set.
        return values.Length == 0 || values.Contains("") ? new ScalarNode(SchemaTag.String) : new EnumNode([.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The values that a description lists: some versions state them nowhere else.</summary>
    private static IEnumerable<string> DescribedValues(string description)
    {
        int heading = description.IndexOf(EnumHeading, StringComparison.Ordinal);
        if (heading < 0) yield break;
        foreach (string line in description[(heading + EnumHeading.Length)..].Split('\n'))
        {
            string item = line.Trim();
            if (item.StartsWith(EnumItem, StringComparison.Ordinal)) yield return item[EnumItem.Length..item.IndexOf('"', EnumItem.Length)];
        }
    }

    private SchemaNode ReadObject(JsonElement schema)
    {
        bool isOpen = IsTrue(schema, "x-kubernetes-preserve-unknown-fields");
        if (schema.TryGetProperty("additionalProperties", out JsonElement values) && values.ValueKind == JsonValueKind.Object) return new MapNode(Read(values));
        // An object of which nothing is said may have anything.
        if (!schema.TryGetProperty("properties", out JsonElement properties)) return new MapNode(new ScalarNode(SchemaTag.Any));
        HashSet<string> required = schema.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
        IEnumerable<FieldNode> fields = properties.EnumerateObject().Select(p => new FieldNode(p.Name, Read(p.Value), required.Contains(p.Name)));
        return new ObjectNode([.. fields.OrderBy(f => f.Name, StringComparer.Ordinal)], isOpen);
    }

    private static ImmutableArray<string> ReadKeys(JsonElement schema) =>
        Text(schema, "x-kubernetes-list-type") == "map" && schema.TryGetProperty("x-kubernetes-list-map-keys", out JsonElement keys) ? [.. keys.EnumerateArray().Select(k => k.GetString()!)] : [];

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTrue(JsonElement schema, string name) => schema.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
