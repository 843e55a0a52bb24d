using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>The kinds that <c>CustomResourceDefinition</c>s in YAML or JSON files declare, for <see cref="KubernetesDomain.With"/>.</summary>
public sealed class CustomResourceDefinitions
{
    private const string Group = "apiextensions.k8s.io";
    private const string Kind = "CustomResourceDefinition";

    private CustomResourceDefinitions(IEnumerable<SourceText> files)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var kinds = ImmutableArray.CreateBuilder<CustomKind>();
        var declared = new Dictionary<ObjectKind, Location>();
        foreach (Field definition in files.SelectMany(new ObjectFinder(diagnostics.Add, Kind).Find).Where(IsDefinition))
        {
            Count++;
            if (new CustomResourceReader(diagnostics.Add).Read(definition) is not { } kind) continue;
            Location place = (definition.Member("metadata", "name") ?? definition).Location;
            if (declared.TryAdd(kind.Kind, place)) kinds.Add(kind);
            else diagnostics.Add(Diagnostic.Create(CustomResourceDescriptors.DuplicateDefinition, place, kind.Kind, declared[kind.Kind]));
        }
        Kinds = kinds.ToImmutable();
        Diagnostics = diagnostics.ToImmutable();
    }

    /// <summary>The kinds that are declared without mistakes that leave their fields unknown.</summary>
    public ImmutableArray<CustomKind> Kinds { get; }

    /// <summary>What the API server would refuse in definitions, and files that cannot be read.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Number of definitions that were found, broken ones among them.</summary>
    public int Count { get; }

    /// <summary>Reads files. Other objects in them are passed over.</summary>
    public static CustomResourceDefinitions Load(IEnumerable<SourceText> files) => new(files);

    private static bool IsDefinition(Field found) =>
        found.Member("kind")?.TextOrEmpty == Kind && GroupVersion.Parse(found.Member("apiVersion")?.TextOrEmpty ?? "").Group == Group;
}
