using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Tests.Engine;

/// <summary>A small world: <c>Pod</c>, <c>Deployment.apps</c> (both <c>workloads</c>, with <c>pod</c> and <c>containers</c>), <c>Service</c> and <c>Namespace</c>, whose fields are not known, and <c>Route</c>, whose are.</summary>
internal sealed class TestDomain : PolicyDomain
{
    private static readonly ObjectKind Pod = new("", "Pod");
    private static readonly ObjectKind Deployment = new("apps", "Deployment");
    private static readonly ImmutableArray<ObjectKind> Kinds = [Pod, Deployment, new ObjectKind("", "Service"), new ObjectKind("", "Namespace"), new ObjectKind("", "Route")];

    private static readonly TypeSymbol Route = Object(
        "Route",
        ("apiVersion", TypeSymbol.String),
        ("kind", TypeSymbol.String),
        ("metadata", Object("Metadata", ("name", TypeSymbol.String), ("labels", TypeSymbol.MapOf(TypeSymbol.String)))),
        ("spec", Object(
            "RouteSpec",
            ("host", TypeSymbol.String),
            ("weight", TypeSymbol.Integer),
            ("secure", TypeSymbol.Boolean),
            ("policy", TypeSymbol.StringsOf(["Always", "Never"])),
            ("port", TypeSymbol.IntOrString),
            ("quota", TypeSymbol.Quantity),
            ("paths", TypeSymbol.ArrayOf(Object("Path", ("path", TypeSymbol.String), ("methods", TypeSymbol.ArrayOf(TypeSymbol.String))))))));

    private TestDomain()
    {
    }

    public static TestDomain Instance { get; } = new();

    public override ImmutableArray<DomainDocument> Documents { get; } =
    [
        new("pod", IsCollection: false, Paths([[]])),
        new("containers", IsCollection: true, Paths(["spec", "initContainers"], ["spec", "containers"])),
    ];

    public override ImmutableArray<DomainBuiltin> Builtins { get; } = [new("domain.twice", ["number"], "number", Twice, "the number times two")];

    public override ObjectKind? GetKind(Value document)
    {
        if (!document.Member("apiVersion").TryGetString(out string? apiVersion) || !document.Member("kind").TryGetString(out string? kind)) return null;
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return new ObjectKind(slash < 0 ? "" : apiVersion[..slash], kind);
    }

    public override bool TryGetKinds(string word, out ImmutableArray<ObjectKind> kinds, out bool all, out string? suggestion)
    {
        all = word == "*";
        kinds = word == "workloads" ? [Pod, Deployment] : [.. Kinds.Where(k => k.Kind == word || k.ToString() == word)];
        suggestion = Spelling.Nearest(word, [.. Kinds.Select(k => k.Kind), "workloads"]);
        return all || !kinds.IsEmpty;
    }

    public override TypeSymbol? GetObjectType(ObjectKind? kind, string? version = null) => kind?.Kind == "Route" ? Route : null;

    public override TypeSymbol? GetSchema(string reference) => reference == "schema.route" ? Route : reference.StartsWith("schema.test.", StringComparison.Ordinal) ? null : TypeSymbol.Any;

    /// <summary>JSON, which is YAML too.</summary>
    public override YamlReading ReadYaml(string text)
    {
        try
        {
            return new YamlReading(PolicyDocument.ParseJson(System.Text.Encoding.UTF8.GetBytes(text)));
        }
        catch (DocumentException exception)
        {
            return new YamlReading(null, exception.Message);
        }
    }

    private static TypeSymbol Object(string name, params (string Name, TypeSymbol Type)[] fields) => TypeSymbol.ObjectOf(name, fields.Select(f => new FieldSymbol(f.Name, f.Type)));

    private static Value Twice(BuiltinContext context, Value number) =>
        number.TryGetInt64(out long value) ? Value.FromInt64(2 * value) : context.Fail("operand 1 must be number");

    private static ImmutableDictionary<ObjectKind, ImmutableArray<ImmutableArray<string>>> Paths(params ImmutableArray<ImmutableArray<string>> belowPod) =>
        ImmutableDictionary<ObjectKind, ImmutableArray<ImmutableArray<string>>>.Empty
            .Add(Pod, belowPod)
            .Add(Deployment, [.. belowPod.Select(p => ImmutableArray.Create("spec", "template").AddRange(p))]);
}
