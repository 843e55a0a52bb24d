using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyKit.SchemaTool;

/// <summary>The kinds of objects that OpenAPI documents describe, and the object types that they are made of.</summary>
/// <param name="Version">The Kubernetes version, such as <c>1.36</c>.</param>
/// <param name="Kinds">Kinds by name, group and version. What has no <c>ObjectMeta</c> (lists, options, watch events) is never judged and left out.</param>
/// <param name="Objects">The object types that kinds lead to, by the names of their definitions.</param>
internal sealed record KindSchemas(string Version, ImmutableArray<KindNode> Kinds, ImmutableSortedDictionary<string, ObjectNode> Objects)
{
    private const string KindsOf = "x-kubernetes-group-version-kind";
    private const string MetadataName = ".meta.v1.ObjectMeta";

    /// <exception cref="JsonException">A document is no JSON.</exception>
    /// <exception cref="SchemaException">A document is no OpenAPI document, or refers to what it has not.</exception>
    public static KindSchemas Read(string version, IEnumerable<byte[]> documents)
    {
        var schemas = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (byte[] bytes in documents)
        {
            foreach (JsonProperty definition in DefinitionsOf(JsonElement.Parse(bytes))) schemas[definition.Name] = definition.Value;
        }
        ImmutableArray<KindNode> kinds =
        [
            .. schemas.Where(s => s.Value.TryGetProperty(KindsOf, out _)).SelectMany(s => ReadKinds(s.Key, s.Value))
                .OrderBy(k => k.Kind, StringComparer.Ordinal).ThenBy(k => k.Group, StringComparer.Ordinal).ThenBy(k => k.Version, StringComparer.Ordinal),
        ];
        var definitions = new Definitions(schemas);
        var objects = ImmutableSortedDictionary.CreateBuilder<string, ObjectNode>(StringComparer.Ordinal);
        var waiting = new Queue<string>(kinds.Select(k => k.Definition));
        while (waiting.TryDequeue(out string? name))
        {
            if (objects.ContainsKey(name)) continue;
            objects.Add(name, WithKinds(definitions.Object(name), kinds.Where(k => k.Definition == name)));
            foreach (string next in ReferencesIn(objects[name])) waiting.Enqueue(next);
        }
        return new KindSchemas(version, kinds, objects.ToImmutable());
    }

    /// <summary>An object of a kind names it.</summary>
    private static ObjectNode WithKinds(ObjectNode node, IEnumerable<KindNode> kinds)
    {
        ImmutableArray<string> names = [.. kinds.Select(k => k.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return names.IsEmpty ? node : node with { Fields = [.. node.Fields.Select(f => f.Name == "kind" ? f with { Type = new EnumNode(names) } : f)] };
    }

    private static JsonElement.ObjectEnumerator DefinitionsOf(JsonElement document)
    {
        if (document.ValueKind == JsonValueKind.Object && document.TryGetProperty("definitions", out JsonElement definitions)) return definitions.EnumerateObject();
        if (document.ValueKind == JsonValueKind.Object && document.TryGetProperty("components", out JsonElement components) && components.TryGetProperty("schemas", out JsonElement schemas)) return schemas.EnumerateObject();
        throw new SchemaException("the document has neither `definitions` nor `components.schemas`: it is no OpenAPI document");
    }

    private static IEnumerable<KindNode> ReadKinds(string name, JsonElement schema)
    {
        bool isObject = schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty("metadata", out JsonElement metadata)
            && metadata.GetRawText().Contains(MetadataName + "\"", StringComparison.Ordinal);
        if (!isObject) return [];
        return schema.GetProperty(KindsOf).EnumerateArray().Select(k => new KindNode(Text(k, "group"), Text(k, "kind"), Text(k, "version"), name));
    }

    private static string Text(JsonElement kind, string name) => kind.GetProperty(name).GetString()!;

    private static IEnumerable<string> ReferencesIn(SchemaNode node) => node switch
    {
        ReferenceNode reference => [reference.Definition],
        ListNode list => ReferencesIn(list.Element),
        MapNode map => ReferencesIn(map.Value),
        ObjectNode made => made.Fields.SelectMany(f => ReferencesIn(f.Type)),
        _ => [],
    };
}
