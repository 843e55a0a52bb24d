using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PolicyKit.Kubernetes.Tests.Configuration;

/// <summary>The part of JSON Schema that <c>docs/policykit.schema.json</c> is written in; another keyword fails the reading.</summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly string[] s_notes = ["$schema", "$defs", "title", "description", "format"];

    public static JsonSchema OfConfiguration { get; } = new(JsonNode.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "policykit.schema.json")))!.AsObject());

    /// <summary>What is wrong with a value, each with its path.</summary>
    public string[] Validate(JsonNode? value) => [.. Validate(root, value, "")];

    /// <summary>The schema at a path of members; of a mapping with any names, that of its values. Null when the schema has no such member.</summary>
    public JsonObject? Find(params IEnumerable<string> path)
    {
        JsonObject? found = root;
        foreach (string name in path)
        {
            found = Resolve(found);
            if (found["items"] is JsonObject items) found = Resolve(items);
            found = found["properties"]?[name]?.AsObject() ?? found["additionalProperties"] as JsonObject;
            if (found is null) return null;
        }
        return found;
    }

    private JsonObject Resolve(JsonObject schema) => schema["$ref"] is { } name ? root["$defs"]![name.GetValue<string>()["#/$defs/".Length..]]!.AsObject() : schema;

    private IEnumerable<string> Validate(JsonObject schema, JsonNode? value, string path)
    {
        schema = Resolve(schema);
        return schema.Where(rule => !s_notes.Contains(rule.Key)).SelectMany(rule => Validate(schema, rule.Key, rule.Value!, value, path));
    }

    private IEnumerable<string> Validate(JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string path)
    {
        string? text = value is JsonValue scalar && scalar.TryGetValue(out string? read) ? read : null;
        return keyword switch
        {
            "type" => Fault((rule as JsonArray)?.Select(t => t!.GetValue<string>()).Contains(TypeOf(value)) ?? rule.GetValue<string>() == TypeOf(value), $"{path} is of type {TypeOf(value)}"),
            "enum" => Fault(rule.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)), $"{path} is none of {rule.ToJsonString()}"),
            "required" => rule.AsArray().Select(n => n!.GetValue<string>()).Where(n => value is JsonObject o && !o.ContainsKey(n)).Select(n => $"{path} has no {n}"),
            "minProperties" => Fault(value is not JsonObject o || o.Count >= rule.GetValue<int>(), $"{path} is empty"),
            "minItems" => Fault(value is not JsonArray a || a.Count >= rule.GetValue<int>(), $"{path} is empty"),
            "minLength" => Fault(text is null || text.Length >= rule.GetValue<int>(), $"{path} is empty"),
            "pattern" => Fault(text is null || Regex.IsMatch(text, rule.GetValue<string>(), RegexOptions.NonBacktracking), $"{path} does not match {rule}"),
            "items" => value is JsonArray a ? a.SelectMany((element, i) => Validate(rule.AsObject(), element, $"{path}[{i}]")) : [],
            "properties" => value is JsonObject o ? o.Where(m => rule[m.Key] is not null).SelectMany(m => Validate(rule[m.Key]!.AsObject(), m.Value, $"{path}.{m.Key}")) : [],
            "additionalProperties" => value is JsonObject o ? o.Where(m => schema["properties"]?[m.Key] is null).SelectMany(m => rule is JsonObject any ? Validate(any, m.Value, $"{path}.{m.Key}") : Fault(rule.GetValue<bool>(), $"{path} has no member {m.Key}")) : [],
            _ => throw new NotSupportedException($"the keyword `{keyword}` is not known"),
        };
    }

    private static string[] Fault(bool holds, string fault) => holds ? [] : [fault];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "boolean",
    };
}
