using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>YAML and JSON files that are no Kubernetes objects, and what they are instead.</summary>
internal static class OtherFiles
{
    /// <summary>A file name as the file system has it (<c>*</c> at either end), and what a file of this name is when it is no object.</summary>
    private static readonly (string Name, string Reason)[] Names =
    [
        ("Chart.yaml", "Helm chart description"),
        ("values*", "Helm values"),
        ("*values.yaml", "Helm values"),
        ("*values.yml", "Helm values"),
        ("*.schema.json", "JSON schema"),
        ("docker-compose*", "Compose file"),
        ("compose*", "Compose file"),
        (".gitlab-ci*", "CI configuration"),
        (".travis*", "CI configuration"),
        ("azure-pipelines*", "CI configuration"),
        ("cloudbuild*", "CI configuration"),
        ("dependabot*", "CI configuration"),
        ("mkdocs*", "configuration of another tool"),
        ("package*.json", "configuration of another tool"),
        ("tsconfig*.json", "configuration of another tool"),
        (".*", "configuration of another tool"),
    ];

    /// <summary>Members that an object of another kind of file has.</summary>
    private static readonly (string Member, string Reason)[] Shapes =
    [
        ("services", "Compose file"),
        ("jobs", "CI configuration"),
        ("stages", "CI configuration"),
        ("openapi", "OpenAPI document"),
        ("swagger", "OpenAPI document"),
        ("$schema", "JSON schema"),
    ];

    /// <summary>Groups of objects that tools read and no API server stores.</summary>
    private static readonly (string ApiVersionPrefix, string Reason)[] LocalGroups =
    [
        ("kustomize.config.k8s.io/", "kustomization"),
        ("skaffold/", "Skaffold configuration"),
    ];

    /// <summary>What a document without <c>kind</c> or <c>apiVersion</c> is.</summary>
    public static string Describe(string path, Value root)
    {
        if (IsJsonPatch(root)) return "JSON patch";
        string name = Path.GetFileName(path);
        string? byName = Array.Find(Names, row => Fits(name, row.Name)).Reason;
        string? byShape = Array.Find(Shapes, row => !root.Member(row.Member).IsUndefined).Reason;
        if ((byName ?? byShape) is { } known) return known;
        return KindGuess.FromShape(root) is { } guess ? $"no apiVersion and kind (it looks like a {guess.Kind})" : "no apiVersion and kind";
    }

    /// <summary>Whether a file of this name is something else by custom.</summary>
    public static bool IsKnownName(string path) => Array.Exists(Names, row => Fits(Path.GetFileName(path), row.Name));

    /// <summary>What an object is that only a tool on the command line reads; null for every other.</summary>
    public static string? DescribeLocal(string apiVersion) => Array.Find(LocalGroups, row => apiVersion.StartsWith(row.ApiVersionPrefix, StringComparison.Ordinal)).Reason;

    /// <summary>Whether a document is a list of RFC 6902 operations.</summary>
    public static bool IsJsonPatch(Value root) =>
        root.Kind == ValueKind.Array && root.Count > 0 && root.Elements().All(element => !element.Member("op").IsUndefined && !element.Member("path").IsUndefined);

    private static bool Fits(string name, string pattern) => pattern switch
    {
        ['*', .. var end] => name.EndsWith(end, StringComparison.OrdinalIgnoreCase),
        _ when pattern.IndexOf('*', StringComparison.Ordinal) is var star and > 0 =>
            name.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase) && name.EndsWith(pattern[(star + 1)..], StringComparison.OrdinalIgnoreCase),
        _ => string.Equals(name, pattern, StringComparison.OrdinalIgnoreCase),
    };
}
