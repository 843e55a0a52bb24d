using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Kinds;

/// <summary>The kinds that Kubernetes serves without extensions, and what is known of them.</summary>
public static class BuiltInKinds
{
    private static readonly FrozenDictionary<(string Group, string Kind), ImmutableArray<string>> PodTemplates = new Dictionary<(string, string), ImmutableArray<string>>
    {
        [("", "Pod")] = [],
        [("", "PodTemplate")] = ["template"],
        [("", "ReplicationController")] = ["spec", "template"],
        [("apps", "DaemonSet")] = ["spec", "template"],
        [("apps", "Deployment")] = ["spec", "template"],
        [("apps", "ReplicaSet")] = ["spec", "template"],
        [("apps", "StatefulSet")] = ["spec", "template"],
        [("batch", "CronJob")] = ["spec", "jobTemplate", "spec", "template"],
        [("batch", "Job")] = ["spec", "template"],
        [("extensions", "DaemonSet")] = ["spec", "template"],
        [("extensions", "Deployment")] = ["spec", "template"],
        [("extensions", "ReplicaSet")] = ["spec", "template"],
    }.ToFrozenDictionary();

    /// <summary>Kinds whose group moved while their fields stayed: the group that serves them now.</summary>
    private static readonly FrozenDictionary<(string Group, string Kind), string> MovedTo = new Dictionary<(string, string), string>
    {
        [("extensions", "DaemonSet")] = "apps",
        [("extensions", "Deployment")] = "apps",
        [("extensions", "NetworkPolicy")] = "networking.k8s.io",
        [("extensions", "PodSecurityPolicy")] = "policy",
        [("extensions", "ReplicaSet")] = "apps",
    }.ToFrozenDictionary();

    /// <summary>Versions whose fields differ from the preferred version's, so that an object of theirs cannot stand for one.</summary>
    private static readonly FrozenSet<(string Group, string Kind, string Version)> Different = new[]
    {
        ("autoscaling", "HorizontalPodAutoscaler", "v1"),
        ("autoscaling", "HorizontalPodAutoscaler", "v2beta1"),
        ("networking.k8s.io", "Ingress", "v1beta1"),
        ("apiextensions.k8s.io", "CustomResourceDefinition", "v1beta1"),
        ("rbac.authorization.k8s.io", "RoleBinding", "v1alpha1"),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding", "v1alpha1"),
        ("node.k8s.io", "RuntimeClass", "v1alpha1"),
        ("discovery.k8s.io", "EndpointSlice", "v1beta1"),
        ("events.k8s.io", "Event", "v1beta1"),
    }.ToFrozenSet();

    /// <summary>All built-in kinds, the core group first, then by group and kind.</summary>
    public static ImmutableArray<KindInfo> All { get; } = [.. KindTable.Text.Split('\n').Select(ParseRow)];

    private static readonly FrozenDictionary<(string Group, string Kind), KindInfo> ByKind = All.ToFrozenDictionary(kind => (kind.Group, kind.Kind));
    private static readonly ILookup<string, KindInfo> ByName = All.ToLookup(kind => kind.Kind, StringComparer.Ordinal);
    private static readonly ILookup<string, KindInfo> ByLooseName = MakeLooseNames();

    /// <summary>The kind of a group; null when it is not built in.</summary>
    public static KindInfo? Find(string group, string kind) => ByKind.GetValueOrDefault((group, kind));

    /// <summary>All kinds of one name, over all groups.</summary>
    public static IEnumerable<KindInfo> Named(string kind) => ByName[kind];

    /// <summary>The kinds that a word may mean when letter case is ignored and plurals and kubectl's short names count: <c>deploy</c>, <c>pods</c>, <c>networkpolicy</c>.</summary>
    public static IEnumerable<KindInfo> Meant(string word) => ByLooseName[word];

    /// <summary>Whether a group is one of Kubernetes' own.</summary>
    public static bool HasGroup(string group) => All.Any(kind => kind.Group == group);

    /// <summary>
    /// The apiVersion under which an object is looked up: the preferred version of its kind where the fields are the same (<c>extensions/v1beta1</c> NetworkPolicy is
    /// <c>networking.k8s.io/v1</c>), else its own.
    /// </summary>
    public static string PreferredApiVersion(string apiVersion, string kind)
    {
        var (group, version) = GroupVersion.Parse(apiVersion);
        group = MovedTo.GetValueOrDefault((group, kind), group);
        bool isSame = Find(group, kind) is not null && !Different.Contains((group, kind, version));
        return isSame ? Find(group, kind)!.ApiVersion : apiVersion;
    }

    private static KindInfo ParseRow(string row)
    {
        if (row.Split(' ') is not [var group, var versions, var kind, var resource, var scope, var shortName]) throw new FormatException($"`{row}` is no row of the table of kinds");
        if (group == "core") group = "";
        ImmutableArray<string>? template = PodTemplates.TryGetValue((group, kind), out var path) ? path : null;
        return new KindInfo(group, [.. versions.Split(',')], kind, resource, scope == "namespaced", shortName == "-" ? "" : shortName, template);
    }

    private static ILookup<string, KindInfo> MakeLooseNames()
    {
        var names = from kind in All
                    from name in (string[])[kind.Kind, kind.Resource, kind.ShortName]
                    where name.Length > 0
                    select (Name: name, Kind: kind);
        return names.DistinctBy(pair => (pair.Name.ToUpperInvariant(), pair.Kind)).ToLookup(pair => pair.Name, pair => pair.Kind, StringComparer.OrdinalIgnoreCase);
    }
}
