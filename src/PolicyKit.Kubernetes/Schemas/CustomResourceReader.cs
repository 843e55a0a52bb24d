using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>Reads one CustomResourceDefinition (<c>apiextensions.k8s.io/v1</c>, and <c>v1beta1</c> as old clusters have it), and reports what the API server would refuse in it.</summary>
/// <param name="report">Takes what is wrong.</param>
internal sealed class CustomResourceReader(Action<Diagnostic> report)
{
    private static readonly string[] Scopes = ["Namespaced", "Cluster"];

    /// <summary>The kind; null when it cannot be told which it is, which is then reported.</summary>
    public CustomKind? Read(Field definition)
    {
        bool isOld = definition.Member("apiVersion")!.TextOrEmpty.EndsWith("/v1beta1", StringComparison.Ordinal);
        if (Need(definition, "spec", ValueKind.Object) is not { } spec) return null;
        Field? group = Need(spec, "group", ValueKind.String), names = Need(spec, "names", ValueKind.Object);
        Field? scope = Need(spec, "scope", ValueKind.String);
        if (scope is not null && !Scopes.Contains(scope.TextOrEmpty)) Report(scope, $"must be `Namespaced` or `Cluster`{Spelling.DidYouMean(scope.TextOrEmpty, Scopes)}");
        Field? kind = names is null ? null : Need(names, "kind", ValueKind.String), plural = names is null ? null : Need(names, "plural", ValueKind.String);
        if (group is null || kind is null || plural is null) return null;
        CheckName(definition, $"{plural.TextOrEmpty}.{group.TextOrEmpty}");
        var versions = ReadVersions(spec, kind.TextOrEmpty, isOld).ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new CustomKind(new ObjectKind(group.TextOrEmpty, kind.TextOrEmpty), plural.TextOrEmpty, scope?.TextOrEmpty != Scopes[1], versions);
    }

    private void CheckName(Field definition, string wanted)
    {
        if (definition.Member("metadata", "name") is not { } name) Report(definition, $"needs `metadata.name`, which must be `{wanted}`");
        else if (name.TextOrEmpty != wanted) Report(name, $"must be `{wanted}`");
    }

    /// <summary>The types of the versions that are served; <c>v1beta1</c> has a schema, and may have a version, beside them.</summary>
    private Dictionary<string, TypeSymbol> ReadVersions(Field spec, string kind, bool isOld)
    {
        // The old API keeps fields that no schema names unless it is told not to.
        bool isLegacy = isOld && spec.Member("preserveUnknownFields")?.Value != Value.False;
        var types = new Dictionary<string, TypeSymbol>(StringComparer.Ordinal);
        if (isOld && spec.Member("versions") is null && spec.Member("version") is { Kind: ValueKind.String } only)
        {
            types.Add(only.TextOrEmpty, ReadType(spec.Member("validation", "openAPIV3Schema"), kind, isLegacy));
            return types;
        }
        if (Need(spec, "versions", ValueKind.Array) is not { } versions) return types;
        foreach (Field version in versions.Elements())
        {
            if (version.Kind != ValueKind.Object)
            {
                Report(version, $"must be an object, not {SchemaWords.Of(version.Kind)}");
                continue;
            }
            if (Need(version, "name", ValueKind.String) is not { } name) continue;
            Field? schema = version.Member("schema", "openAPIV3Schema") ?? (isOld ? spec.Member("validation", "openAPIV3Schema") : null);
            if (schema is null && !isOld) Report(version, "needs `schema.openAPIV3Schema`");
            bool isServed = version.Member("served")?.Value != Value.False;
            if (isServed && !types.TryAdd(name.TextOrEmpty, ReadType(schema, kind, isLegacy))) Report(name, "is declared twice");
        }
        return types;
    }

    private TypeSymbol ReadType(Field? schema, string kind, bool isLegacy) =>
        schema is null ? ObjectTypes.MakeObject(kind, [], kind: kind) : CustomResourceSchema.ToObject(new OpenApiSchemaReader(report, isLegacy).Read(schema), kind, kind);

    private Field? Need(Field from, string name, ValueKind kind)
    {
        Field? found = from.Member(name);
        if (found is null) Report(from, $"needs `{name}`");
        else if (found.Kind != kind) Report(found, $"must be {SchemaWords.Of(kind)}, not {SchemaWords.Of(found.Kind)}");
        return found?.Kind == kind ? found : null;
    }

    private void Report(Field field, string what) =>
        report(Diagnostic.Create(CustomResourceDescriptors.InvalidDefinition, field.Location, field.Path.Length == 0 ? "CustomResourceDefinition" : field.Path, what));
}
