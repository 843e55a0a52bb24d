using System.Text.Json;

namespace PolicyKit.Cli.Reports;

/// <summary>Finds the fields of a document whose values must never be shown.</summary>
internal static class SecretPaths
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Kinds with members that are secret as a whole, member by member.</summary>
    private static readonly (string Kind, string[] Path)[] Rows =
    [
        ("Secret", ["data"]),
        ("Secret", ["stringData"]),
        ("TokenRequest", ["status", "token"]),
        ("TokenReview", ["spec", "token"]),
    ];

    /// <summary>Paths and values: the data of Secrets, tokens, literal values of environment variables, and the last applied configuration, which repeats them.</summary>
    public static IEnumerable<(PathStep[] Path, string Value)> Find(JsonElement root) => Walk(root, []);

    private static IEnumerable<(PathStep[] Path, string Value)> Walk(JsonElement node, PathStep[] path) => node.ValueKind switch
    {
        JsonValueKind.Object => OfKind(node, path).Concat(node.EnumerateObject().SelectMany(member => WalkMember(member, [.. path, new PathStep(member.Name)]))),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((element, index) => Walk(element, [.. path, new PathStep(index)])),
        _ => [],
    };

    private static IEnumerable<(PathStep[] Path, string Value)> WalkMember(JsonProperty member, PathStep[] path) => member.Name switch
    {
        "env" when member.Value.ValueKind == JsonValueKind.Array => Walk(member.Value, path).Concat(EnvironmentValues(member.Value, path)),
        LastApplied => Leaves(member.Value, path),
        _ => Walk(member.Value, path),
    };

    private static IEnumerable<(PathStep[] Path, string Value)> EnvironmentValues(JsonElement list, PathStep[] path) =>
        from variable in list.EnumerateArray().Index()
        where variable.Item.ValueKind == JsonValueKind.Object
        from member in variable.Item.EnumerateObject()
        where member.Name == "value"
        from leaf in Leaves(member.Value, [.. path, new PathStep(variable.Index), new PathStep("value")])
        select leaf;

    private static IEnumerable<(PathStep[] Path, string Value)> OfKind(JsonElement node, PathStep[] path)
    {
        if (!node.TryGetProperty("kind", out JsonElement kind) || kind.ValueKind != JsonValueKind.String) return [];
        return from row in Rows
               where kind.ValueEquals(row.Kind)
               let found = Descend(node, row.Path)
               where found is not null
               from leaf in Leaves(found.Value, [.. path, .. row.Path.Select(name => new PathStep(name))])
               select leaf;
    }

    private static JsonElement? Descend(JsonElement node, string[] path)
    {
        foreach (string name in path)
        {
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out node)) return null;
        }
        return node;
    }

    private static IEnumerable<(PathStep[] Path, string Value)> Leaves(JsonElement node, PathStep[] path) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Leaves(member.Value, [.. path, new PathStep(member.Name)])),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((element, index) => Leaves(element, [.. path, new PathStep(index)])),
        JsonValueKind.Null => [],
        _ => [(path, node.ToString())],
    };
}
