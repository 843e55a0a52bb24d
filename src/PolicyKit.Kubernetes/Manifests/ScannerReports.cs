using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>
/// Reports that vulnerability scanners write as JSON, which have neither <c>apiVersion</c> nor <c>kind</c>. They are known by their shape and judged as objects of a
/// kind of their own, with their fields as they are.
/// </summary>
internal static class ScannerReports
{
    /// <summary>The apiVersion that reports are given.</summary>
    public const string ApiVersion = "reports.policykit.dev/v1";

    private const int TrivySchema = 2;

    private static readonly Shape[] Shapes =
    [
        new("TrivyReport", "Trivy", "trivy image --format json", 2,
        [
            new("SchemaVersion", true, ValueKind.Number), new("ArtifactName", true, ValueKind.String), new("ArtifactType", false, ValueKind.String),
            new("Results", false, ValueKind.Array), new("CreatedAt", false, ValueKind.String), new("Metadata", false, ValueKind.Object),
        ]),
        new("ClairReport", "Clair", "clairctl report --out json", 1,
        [
            new("manifest_hash", true, ValueKind.String), new("package_vulnerabilities", true, ValueKind.Object), new("vulnerabilities", true, ValueKind.Object),
        ]),
        new("SnykReport", "Snyk", "snyk container test --json", 3,
        [
            new("vulnerabilities", true, ValueKind.Array), new("ok", true, ValueKind.Boolean), new("dependencyCount", true, ValueKind.Number), new("packageManager", true, ValueKind.String),
            new("projectName", false, ValueKind.String),
        ]),
    ];

    /// <summary>The kind of a document that is a report; null for every other.</summary>
    public static string? KindOf(Value root) => ShapeOf(root) is { } shape && FaultOf(root, shape) is null ? shape.Kind : null;

    /// <summary>Why a document that looks like a report is none, and what to do; null where it looks like none, or is one.</summary>
    public static (string Message, string Help)? FindFault(Value root)
    {
        if (IsOldTrivy(root)) return ("this looks like a report of a Trivy before schema 2", "write it with a newer Trivy: trivy image --format json");
        if (IsSnykError(root)) return ($"this is no report, but why Snyk made none: {root.Member("error").TextOrEmpty()}", "run it again: snyk container test --json");
        if (root.Kind == ValueKind.Array && root.Elements().FirstOrDefault() is { IsUndefined: false } first && ShapeOf(first) is { } one)
            return ($"this is a list of reports of {one.Scanner}", "write each report to a file of its own, or one after the other: jq '.[]'");
        return ShapeOf(root) is { } shape && FaultOf(root, shape) is { } fault ? ($"this looks like a report of {shape.Scanner}, but {fault}", $"write it with {shape.Command}") : null;
    }

    /// <summary>The scanner whose reports have members of these names.</summary>
    private static Shape? ShapeOf(Value root) =>
        root.Kind != ValueKind.Object || !root.Member("apiVersion").IsUndefined || !root.Member("kind").IsUndefined
            ? null
            : Array.Find(Shapes, shape => shape.Members.Count(m => !root.Member(m.Name).IsUndefined) >= shape.Likeness && !root.Member(shape.Members[0].Name).IsUndefined);

    private static string? FaultOf(Value root, Shape shape)
    {
        foreach (Mark mark in shape.Members)
        {
            ValueKind kind = root.Member(mark.Name).Kind;
            if (kind == mark.Type || (!mark.IsRequired && kind is ValueKind.Undefined or ValueKind.Null)) continue;
            return kind == ValueKind.Undefined ? $"it has no `{mark.Name}`" : $"`{mark.Name}` is no {mark.Type.ToString().ToLowerInvariant()}";
        }
        return shape.Kind == "TrivyReport" && root.Member("SchemaVersion") != Value.FromInt64(TrivySchema) ? $"of schema {root.Member("SchemaVersion")}, and only {TrivySchema} is known" : null;
    }

    private static bool IsOldTrivy(Value root) =>
        root.Kind == ValueKind.Array && root.Elements().FirstOrDefault() is { Kind: ValueKind.Object } first && !first.Member("Target").IsUndefined && !(first.Member("Type").IsUndefined && first.Member("Vulnerabilities").IsUndefined);

    /// <summary>What Snyk writes in place of a report when it could not make one.</summary>
    private static bool IsSnykError(Value root) => root.Member("ok") == Value.False && root.Member("error").Kind == ValueKind.String && root.Member("path").Kind == ValueKind.String;

    /// <summary>A scanner's report.</summary>
    /// <param name="Kind">The kind that it is given.</param>
    /// <param name="Scanner">The scanner's name.</param>
    /// <param name="Command">What writes such a report.</param>
    /// <param name="Likeness">How many of the members make a document look like one.</param>
    /// <param name="Members">Members by which it is known, the first of which every likeness has.</param>
    private sealed record Shape(string Kind, string Scanner, string Command, int Likeness, Mark[] Members);

    private sealed record Mark(string Name, bool IsRequired, ValueKind Type);
}
