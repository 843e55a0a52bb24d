using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>The schema of a constraint's <c>spec</c>: what Gatekeeper asks of every constraint, and the template's own parameters.</summary>
internal static class ConstraintSchema
{
    /// <summary>A name with <c>*</c> at its start or its end; a <c>*</c> alone is none.</summary>
    private const string Glob = "^([*]-?)?[a-z0-9]([-:a-z0-9]*[a-z0-9])?(-?[*])?$";

    private static readonly OpenApiSchema Text = new() { Type = "string" };

    private static readonly OpenApiSchema Names = ListOf(Text with { IsNullable = true });

    private static readonly OpenApiSchema Globs = ListOf(Text with { Pattern = Glob });

    private static readonly OpenApiSchema Selector = ObjectOf(
        ("matchLabels", new OpenApiSchema { Type = "object", AdditionalProperties = Text }),
        ("matchExpressions", ListOf(ObjectOf(
            ("key", Text),
            ("operator", Text with { Enum = Words("In", "NotIn", "Exists", "DoesNotExist") }),
            ("values", ListOf(Text))))));

    private static readonly OpenApiSchema Match = ObjectOf(
        ("kinds", ListOf(ObjectOf(("apiGroups", Names), ("kinds", Names)))),
        ("namespaces", Globs),
        ("excludedNamespaces", Globs),
        ("labelSelector", Selector),
        ("namespaceSelector", Selector),
        ("scope", Text with { Enum = Words("*", "Cluster", "Namespaced") }),
        ("name", Text with { Pattern = Glob }),
        ("source", Text with { Enum = Words("All", "Generated", "Original") }));

    private static readonly OpenApiSchema Scoped = ListOf(ObjectOf(("action", Text), ("enforcementPoints", ListOf(ObjectOf(("name", Text))))));

    /// <param name="parameters">The template's schema; null when its constraints have no parameters.</param>
    public static OpenApiSchema Make(OpenApiSchema? parameters)
    {
        OpenApiSchema spec = ObjectOf(("match", Match), ("enforcementAction", Text), ("scopedEnforcementActions", Scoped));
        return parameters is null ? spec : spec with { Properties = spec.Properties.Add(KeyValuePair.Create("parameters", parameters)) };
    }

    private static OpenApiSchema ListOf(OpenApiSchema items) => new() { Type = "array", Items = items };

    private static OpenApiSchema ObjectOf(params (string Name, OpenApiSchema Schema)[] properties) =>
        new() { Type = "object", Properties = [.. properties.Select(p => KeyValuePair.Create(p.Name, p.Schema))] };

    private static ImmutableArray<Value> Words(params string[] words) => [.. words.Select(Value.FromString)];
}
