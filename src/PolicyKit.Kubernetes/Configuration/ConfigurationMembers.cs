using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>The members of <c>policykit.yaml</c>; <c>docs/policykit.schema.json</c> tells editors of the same ones.</summary>
internal static class ConfigurationMembers
{
    public static readonly ImmutableArray<string> OfRoot = ["packs", "profile", "kubernetesVersion", "sources", "crds", "policies", "podSecurity", "exempt", "waivers", "waiversInObjects"];
    public static readonly ImmutableArray<string> OfPolicy = ["enforcement", "severity", "params"];
    public static readonly ImmutableArray<string> OfPodSecurity = ["configuration", "namespaceLabels", "exemptions"];
    public static readonly ImmutableArray<string> OfPodSecurityExemptions = ["namespaces", "usernames", "runtimeClasses"];
    public static readonly ImmutableArray<string> OfExempt = ["namespaces"];
    public static readonly ImmutableArray<string> OfWaiver = ["policies", "reason", "owner", "expires", "match"];
    public static readonly ImmutableArray<string> OfWaiverMatch = ["kinds", "namespaces", "names", "containers", "images", "serviceAccounts"];
    public static readonly ImmutableArray<string> OfWaiversInObjects = ["namespaces"];
}
