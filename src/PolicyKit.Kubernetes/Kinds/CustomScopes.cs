using System.Collections.Frozen;

namespace PolicyKit.Kubernetes.Kinds;

/// <summary>Whether the custom kinds that the standard policies judge live in a namespace, as the CustomResourceDefinitions of their projects have it.</summary>
internal static class CustomScopes
{
    private static readonly FrozenDictionary<ObjectKind, bool> s_known = new (string Group, string[] Namespaced, string[] OfCluster)[]
    {
        ("aquasecurity.github.io", ["VulnerabilityReport"], ["ClusterVulnerabilityReport"]),
        ("cilium.io", ["CiliumNetworkPolicy"], ["CiliumClusterwideNetworkPolicy"]),
        ("crd.projectcalico.org", ["NetworkPolicy"], ["GlobalNetworkPolicy"]),
        ("gateway.networking.k8s.io", ["Gateway"], []),
        ("networking.istio.io", ["DestinationRule", "Gateway"], []),
        ("policy.linkerd.io", ["AuthorizationPolicy", "NetworkAuthentication", "Server", "ServerAuthorization"], []),
        ("policy.networking.k8s.io", [], ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"]),
        ("projectcalico.org", ["NetworkPolicy"], ["GlobalNetworkPolicy"]),
        ("security.istio.io", ["AuthorizationPolicy", "PeerAuthentication"], []),
    }.SelectMany(row => row.Namespaced.Select(kind => (new ObjectKind(row.Group, kind), true)).Concat(row.OfCluster.Select(kind => (new ObjectKind(row.Group, kind), false))))
        .ToFrozenDictionary(row => row.Item1, row => row.Item2);

    /// <summary>Null for a kind that is not known.</summary>
    public static bool? IsNamespaced(ObjectKind kind) => s_known.TryGetValue(kind, out bool isNamespaced) ? isNamespaced : null;
}
