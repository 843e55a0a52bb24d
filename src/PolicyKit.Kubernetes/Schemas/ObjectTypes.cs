using System.Collections.Immutable;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>The types of objects and of the documents beside them: of built-in kinds as the table has them, and of custom ones. Nothing is read before it is asked for.</summary>
internal sealed class ObjectTypes
{
    private readonly Lazy<TypeSymbol> _anyObject = new(() => MakeObject("", []));
    private readonly Lazy<TypeSymbol> _cluster;

    public ObjectTypes(ImmutableArray<CustomKind> custom)
    {
        Custom = custom;
        _cluster = new Lazy<TypeSymbol>(() => TypeSymbol.ObjectOf("", MakeInventory, TypeSymbol.Any));
    }

    /// <summary>The custom kinds, each once.</summary>
    public ImmutableArray<CustomKind> Custom { get; }

    /// <summary>Of two kinds of one group and name the later one counts.</summary>
    public ObjectTypes With(IEnumerable<CustomKind> custom) => new([.. Custom.Concat(custom).Reverse().DistinctBy(kind => kind.Kind)]);

    /// <summary>A custom kind; null when there is none.</summary>
    public CustomKind? FindCustom(ObjectKind kind) => Custom.FirstOrDefault(custom => custom.Kind == kind);

    public TypeSymbol? Find(ObjectKind? kind, string? version)
    {
        if (kind is not { } stated) return _anyObject.Value;
        if (FindCustom(stated) is { } custom) return version is null ? TypeSymbol.UnionOf(custom.Versions.Values) : custom.Versions.GetValueOrDefault(version);
        return SchemaTable.Default.Find(stated, version) ?? FindSuccessor(stated);
    }

    public TypeSymbol? FindDocument(string name) => name switch
    {
        "request" => RequestType.Instance,
        "namespace" => Find(new ObjectKind("", "Namespace"), version: null),
        "cluster" => _cluster.Value,
        _ => null,
    };

    /// <summary>The custom kind that a word means when letter case is ignored and its plural counts; null when it means none.</summary>
    public string? Meant(string word) =>
        Custom.Where(kind => string.Equals(kind.Kind.Kind, word, StringComparison.OrdinalIgnoreCase) || string.Equals(kind.Resource, word, StringComparison.OrdinalIgnoreCase))
            .Select(kind => kind.Kind.Kind).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>An object with the fields that all have, and <paramref name="fields"/>; without these it may have any others.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="fields">Its own fields.</param>
    /// <param name="isOpen">Whether it may have others.</param>
    /// <param name="kind">Its kind; null when it may be of any.</param>
    public static TypeSymbol MakeObject(string name, IReadOnlyCollection<FieldSymbol> fields, bool isOpen = false, string? kind = null) => TypeSymbol.ObjectOf(
        name,
        [
            new FieldSymbol("apiVersion", TypeSymbol.String, IsRequired: true),
            new FieldSymbol("kind", kind is null ? TypeSymbol.String : TypeSymbol.StringsOf([kind]), IsRequired: true),
            new FieldSymbol("metadata", SchemaTable.Default.Find(new ObjectKind("", "Pod"))!.Member("metadata")),
            .. fields.Where(f => f.Name is not ("apiVersion" or "kind" or "metadata")),
        ],
        isOpen || fields.Count == 0 ? TypeSymbol.Any : TypeSymbol.Never);

    /// <summary>A kind that is served no more has the type of its name in the group that serves it now: <c>extensions</c> Deployments are those of <c>apps</c>.</summary>
    private static TypeSymbol? FindSuccessor(ObjectKind kind) =>
        BuiltInKinds.Find(kind.Group, kind.Kind) is null ? null
        : BuiltInKinds.Named(kind.Kind).Select(other => SchemaTable.Default.Find(new ObjectKind(other.Group, other.Kind))).FirstOrDefault(type => type is not null);

    /// <summary><c>cluster[apiVersion][kind][namespace][name]</c>.</summary>
    private IEnumerable<FieldSymbol> MakeInventory()
    {
        IEnumerable<(ObjectKind Kind, string Version)> custom = Custom.SelectMany(kind => kind.Versions.Keys.Select(version => (kind.Kind, version)));
        return SchemaTable.Default.Served.Concat(custom).GroupBy(served => new GroupVersion(served.Kind.Group, served.Version).ToString())
            .Select(group => new FieldSymbol(group.Key, TypeSymbol.ObjectOf(group.Key, () => group.DistinctBy(served => served.Kind).Select(MakeKind), group.Any(served => IsCustom(served.Kind)) ? TypeSymbol.Any : TypeSymbol.Never)));
    }

    private bool IsCustom(ObjectKind kind) => Custom.Any(custom => custom.Kind == kind);

    private FieldSymbol MakeKind((ObjectKind Kind, string Version) served) =>
        new(served.Kind.Kind, TypeSymbol.MapOf(TypeSymbol.MapOf(Find(served.Kind, served.Version) ?? TypeSymbol.Any)));
}
