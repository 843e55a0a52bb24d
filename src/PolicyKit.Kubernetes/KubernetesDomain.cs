using System.Collections.Immutable;
using PolicyKit.Kubernetes.Admission;
using PolicyKit.Kubernetes.Images;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.Networks;
using PolicyKit.Kubernetes.Processes;
using PolicyKit.Kubernetes.Quantities;
using PolicyKit.Kubernetes.Rbac;
using PolicyKit.Kubernetes.Schemas;
using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes;

/// <summary>Kubernetes as policies see it: its kinds, the group <c>workloads</c>, the pod and containers of a workload, and label selectors.</summary>
public sealed partial class KubernetesDomain : PolicyDomain
{
    private const string Workloads = "workloads";
    private const string List = "List";

    private readonly ObjectTypes _types;

    private KubernetesDomain(ObjectTypes types)
    {
        _types = types;
        Documents =
        [
            Document("pod", isCollection: false, template => [template]),
            Document("containers", isCollection: true, template => [.. ContainerLists.Select(list => template.AddRange("spec", list))]),
            Document("app_containers", isCollection: true, template => [template.AddRange("spec", "containers")]),
            Document("init_containers", isCollection: true, template => [template.AddRange("spec", "initContainers")]),
            Document("ephemeral_containers", isCollection: true, template => [template.AddRange("spec", "ephemeralContainers")]),
        ];
    }

    /// <summary>The lists that hold containers, in the order in which the API server's own checks visit them.</summary>
    public static ImmutableArray<string> ContainerLists { get; } = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>Kubernetes without custom resources.</summary>
    public static KubernetesDomain Instance { get; } = new(new ObjectTypes([]));

    /// <summary>Kubernetes with custom resources too: their kinds can be matched by name alone, and their fields are known. Of two kinds of one group and name the later one counts.</summary>
    /// <param name="kinds">Such as those that <c>CustomResourceDefinitions.Load</c> finds.</param>
    public KubernetesDomain With(IEnumerable<CustomKind> kinds) => new(_types.With(kinds));

    /// <summary>Whether objects of a kind live in a namespace: a kind of Kubernetes' own, a custom one that this domain has, or one that the standard policies judge. Null when that is not known.</summary>
    public bool? IsNamespaced(ObjectKind kind) => BuiltInKinds.Find(kind.Group, kind.Kind)?.IsNamespaced ?? _types.FindCustom(kind)?.IsNamespaced ?? CustomScopes.IsNamespaced(kind);

    /// <inheritdoc/>
    public override ImmutableArray<DomainDocument> Documents { get; }

    /// <inheritdoc/>
    public override ImmutableArray<DomainBuiltin> Builtins { get; } =
    [
        new("labels.is_selector", ["any"], "boolean", LabelSelectors.IsValid, "whether the API server would accept a label selector"),
        new("labels.matches", ["object", "object"], "boolean", LabelSelectors.Matches, "whether a label selector (matchLabels, matchExpressions) selects an object's labels"),
        .. ImageBuiltins.Rows,
        .. QuantityBuiltins.Rows,
        .. CommandLine.Rows,
        .. RbacBuiltins.Rows,
        .. NetBuiltins.Rows,
        new("cluster.unknown", ["string"], "boolean", Unknown, "false, and the policy is not judged if it finds nothing"),
    ];

    /// <inheritdoc/>
    public override TypeSymbol? GetObjectType(ObjectKind? kind, string? version = null) => _types.Find(kind, version);

    /// <inheritdoc/>
    public override TypeSymbol? GetDocumentType(string name) => _types.FindDocument(name);

    /// <summary><c>schema.kubernetes.GROUP.VERSION.KIND</c>, of the core group without one.</summary>
    public override TypeSymbol? GetSchema(string reference)
    {
        string[] steps = reference.Split('.');
        if (steps is ["schema", .. var rest]) steps = rest;
        return steps is ["kubernetes", .. var group, var version, var kind] ? _types.Find(new ObjectKind(string.Join('.', group), kind), version) : steps is ["kubernetes", ..] ? null : TypeSymbol.Any;
    }

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<string>> FaultReads { get; } = [["items"]];

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<string>> MatchReads { get; } =
        [["metadata", "labels"], ["metadata", "namespace"], ["metadata", "name"], ["metadata", "generateName"]];

    /// <inheritdoc/>
    public override ObjectKind? GetKind(Value document)
    {
        if (!document.Member("apiVersion").TryGetString(out string? apiVersion) || !document.Member("kind").TryGetString(out string? kind)) return null;
        return apiVersion.Length == 0 || kind.Length == 0 ? null : new ObjectKind(GroupVersion.Parse(apiVersion).Group, kind);
    }

    /// <inheritdoc/>
    public override MatchAnswer Matches(PolicyMatch match, ObjectKind kind, PolicyInput input) => MatchConditions.Judge(match, kind, input, this);

    /// <inheritdoc/>
    public override RequestTarget TargetOf(ObjectKind kind, Value request) => MatchConditions.TargetOf(kind, request);

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, Value>> RequestOf(PolicyInput input) => AdmissionReviews.RequestMembers(input);

    /// <inheritdoc/>
    public override string? FindSelectorFault(Value selector) => LabelSelectors.FindFault(selector);

    /// <inheritdoc/>
    public override string? FindFault(Value document, ObjectKind kind) =>
        kind.Kind.EndsWith(List, StringComparison.Ordinal) && document.Member("items").Kind == ValueKind.Array
            ? $"`{kind.Kind}` is a list: judge its items one by one"
            : null;

    /// <inheritdoc/>
    public override ListItems? GetItems(string apiVersion, string kind) =>
        kind == List ? new ListItems("", "") : kind.EndsWith(List, StringComparison.Ordinal) ? new ListItems(apiVersion, kind[..^List.Length]) : null;

    /// <inheritdoc/>
    public override bool TryGetKinds(string word, out ImmutableArray<ObjectKind> kinds, out bool all, out string? suggestion)
    {
        suggestion = null;
        all = word == "*";
        kinds = word == Workloads ? [.. BuiltInKinds.All.Where(k => k.PodTemplate is not null).Select(ToObjectKind)] : [];
        if (all || !kinds.IsEmpty) return true;
        if (KindPattern.TryParse(word, out KindPattern? pattern, out _))
        {
            kinds = [.. BuiltInKinds.All.Select(ToObjectKind).Concat(_types.Custom.Select(k => k.Kind)).Concat(pattern.Kind is null ? [] : BuiltInKinds.OfRequests).Where(k => pattern.Matches(k.Group, k.Kind)).Distinct()];
            // A kind with the group of a custom resource is taken at its word.
            if (kinds.IsEmpty && pattern is { Kind: { } kind, Group: { Length: > 0 } group } && !BuiltInKinds.HasGroup(group)) kinds = [new ObjectKind(group, kind)];
        }
        if (kinds.IsEmpty) suggestion =
            string.Equals(word.TrimEnd('s'), Workloads.TrimEnd('s'), StringComparison.OrdinalIgnoreCase) ? Workloads : BuiltInKinds.Meant(word).FirstOrDefault()?.Kind ?? _types.Meant(word);
        return !kinds.IsEmpty;
    }

    private static Value Unknown(BuiltinContext context, Value reason)
    {
        context.Unknown(reason.TextOrEmpty());
        return Value.False;
    }

    private static ObjectKind ToObjectKind(KindInfo kind) => new(kind.Group, kind.Kind);

    private static DomainDocument Document(string name, bool isCollection, Func<ImmutableArray<string>, ImmutableArray<ImmutableArray<string>>> paths) =>
        new(name, isCollection, BuiltInKinds.All.Where(k => k.PodTemplate is not null).ToDictionary(ToObjectKind, k => paths(k.PodTemplate!.Value)));
}
