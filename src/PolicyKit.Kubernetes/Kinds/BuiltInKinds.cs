using System.Collections.Immutable;
using PolicyKit.Diagnostics;

namespace PolicyKit.Kubernetes.Kinds;

/// <summary>The kinds that Kubernetes serves without extensions, and what is known of them.</summary>
public static class BuiltInKinds
{
    /// <summary>Kinds with a pod template, and the member names that lead to it.</summary>
    private static readonly PodTemplate[] PodTemplates =
    [
        new("", "Pod"),
        new("", "PodTemplate", "template"),
        new("", "ReplicationController", "spec", "template"),
        new("apps", "DaemonSet", "spec", "template"),
        new("apps", "Deployment", "spec", "template"),
        new("apps", "ReplicaSet", "spec", "template"),
        new("apps", "StatefulSet", "spec", "template"),
        new("batch", "CronJob", "spec", "jobTemplate", "spec", "template"),
        new("batch", "Job", "spec", "template"),
        new("extensions", "DaemonSet", "spec", "template"),
        new("extensions", "Deployment", "spec", "template"),
        new("extensions", "ReplicaSet", "spec", "template"),
    ];

    /// <summary>Kinds that moved from the group <c>extensions</c> while their fields stayed: the group that serves them now.</summary>
    private static readonly Dictionary<string, string> MovedTo = new(StringComparer.Ordinal)
    {
        ["DaemonSet"] = "apps",
        ["Deployment"] = "apps",
        ["NetworkPolicy"] = "networking.k8s.io",
        ["PodSecurityPolicy"] = "policy",
        ["ReplicaSet"] = "apps",
    };

    /// <summary>Versions whose fields differ from the preferred version's, so that an object of theirs cannot stand for one: apiVersion and kind.</summary>
    private static readonly string[] Different =
    [
        "autoscaling/v1 HorizontalPodAutoscaler",
        "autoscaling/v2beta1 HorizontalPodAutoscaler",
        "networking.k8s.io/v1beta1 Ingress",
        "apiextensions.k8s.io/v1beta1 CustomResourceDefinition",
        "rbac.authorization.k8s.io/v1alpha1 RoleBinding",
        "rbac.authorization.k8s.io/v1alpha1 ClusterRoleBinding",
        "node.k8s.io/v1alpha1 RuntimeClass",
        "discovery.k8s.io/v1beta1 EndpointSlice",
        "events.k8s.io/v1beta1 Event",
    ];

    /// <summary>Kinds of what is sent to subresources: group and kind.</summary>
    internal static ImmutableArray<ObjectKind> OfRequests { get; } =
    [
        new("", "NodeProxyOptions"), new("", "PodAttachOptions"), new("", "PodExecOptions"), new("", "PodPortForwardOptions"), new("", "PodProxyOptions"), new("", "ServiceProxyOptions"),
        new("authentication.k8s.io", "TokenRequest"), new("autoscaling", "Scale"), new("policy", "Eviction"),
    ];

    /// <summary>All built-in kinds, the core group first, then by group and kind.</summary>
    public static ImmutableArray<KindInfo> All { get; } = [.. KindTable.Text.Split('\n').Select(ParseRow)];

    private static readonly Dictionary<string, List<KindInfo>> ByName = MakeNames();
    private static readonly Lazy<ILookup<string, KindInfo>> ByLooseName = new(MakeLooseNames);

    /// <summary>The kind of a group; null when it is not built in.</summary>
    public static KindInfo? Find(string group, string kind) => ByName.TryGetValue(kind, out List<KindInfo>? named) ? named.Find(known => known.Group == group) : null;

    /// <summary>All kinds of one name, over all groups.</summary>
    public static IEnumerable<KindInfo> Named(string kind) => ByName.TryGetValue(kind, out List<KindInfo>? named) ? named : [];

    /// <summary>The names of all kinds, without groups.</summary>
    internal static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The kinds that a word may mean when letter case is ignored and plurals and kubectl's short names count: <c>deploy</c>, <c>pods</c>, <c>networkpolicy</c>.</summary>
    public static IEnumerable<KindInfo> Meant(string word) => ByLooseName.Value[word];

    /// <summary>The kind of a group that a word is probably a misspelling of; null when none is near.</summary>
    internal static KindInfo? Nearest(string word, string group) => Spelling.Nearest(word, All.Where(kind => kind.Group == group).Select(kind => kind.Kind)) is { } name ? Find(group, name) : null;

    /// <summary>Whether a kind is one of those that no API server stores, but that requests of its subresources carry: <c>PodExecOptions</c>, <c>Scale</c>.</summary>
    public static bool IsOfRequests(string group, string kind) => OfRequests.Contains(new ObjectKind(group, kind));

    /// <summary>Whether a group is one of Kubernetes' own.</summary>
    public static bool HasGroup(string group) => All.Any(kind => kind.Group == group);

    /// <summary>
    /// The apiVersion under which an object is looked up: the preferred version of its kind where the fields are the same (<c>extensions/v1beta1</c> NetworkPolicy is
    /// <c>networking.k8s.io/v1</c>), else its own.
    /// </summary>
    public static string PreferredApiVersion(string apiVersion, string kind)
    {
        var (group, version) = GroupVersion.Parse(apiVersion);
        if (group == "extensions" && MovedTo.TryGetValue(kind, out string? now)) group = now;
        return Find(group, kind) is { } known && !Different.Contains($"{new GroupVersion(group, version)} {kind}") ? known.ApiVersion : apiVersion;
    }

    private static KindInfo ParseRow(string row)
    {
        if (row.Split(' ') is not [var group, var versions, var kind, var resource, var scope, var shortName]) throw new FormatException($"`{row}` is no row of the table of kinds");
        if (group == "core") group = "";
        PodTemplate? template = Array.Find(PodTemplates, t => t.Group == group && t.Kind == kind);
        return new KindInfo(group, [.. versions.Split(',')], kind, resource, scope == "namespaced", shortName == "-" ? "" : shortName, template is null ? null : [.. template.Path]);
    }

    private static Dictionary<string, List<KindInfo>> MakeNames()
    {
        var names = new Dictionary<string, List<KindInfo>>(StringComparer.Ordinal);
        foreach (KindInfo kind in All)
        {
            if (!names.TryGetValue(kind.Kind, out List<KindInfo>? named)) names.Add(kind.Kind, named = []);
            named.Add(kind);
        }
        return names;
    }

    private static ILookup<string, KindInfo> MakeLooseNames()
    {
        var names = from kind in All
                    from name in (string[])[kind.Kind, kind.Resource, kind.ShortName]
                    where name.Length > 0
                    select (Name: name, Kind: kind);
        return names.DistinctBy(pair => (pair.Name.ToUpperInvariant(), pair.Kind)).ToLookup(pair => pair.Name, pair => pair.Kind, StringComparer.OrdinalIgnoreCase);
    }

    private sealed record PodTemplate(string Group, string Kind, params string[] Path);
}
