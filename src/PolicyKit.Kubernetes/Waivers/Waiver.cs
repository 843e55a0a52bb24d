using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>An entry of <c>waivers</c> in <c>policykit.yaml</c>: findings that somebody accepts. All its parts must match a finding.</summary>
/// <param name="Policies">Ids of policies, or patterns of them.</param>
/// <param name="Info">What it says of itself.</param>
public sealed record Waiver(ImmutableArray<string> Policies, WaiverInfo Info)
{
    /// <summary>Kinds: those of Kubernetes' own by name (<c>DaemonSet</c>), any with its group (<c>DaemonSet.apps</c>, <c>Rollout.argoproj.io</c>, <c>*.argoproj.io</c>); any at all when empty.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Names of namespaces, or patterns; any when empty. An object whose namespace is not known has none of them; of a Namespace it is its name.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>Names of objects, or patterns; any when empty.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Names of containers: every place of the finding lies in one of them; any when empty.</summary>
    public ImmutableArray<string> Containers { get; init; } = [];

    /// <summary>Images, or patterns such as <c>registry.example/agent:*</c>: every container that the finding lies in, or every container of the pod, runs one of them; any when empty.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Names of service accounts: that of the pod is one of them; any when empty.</summary>
    public ImmutableArray<string> ServiceAccounts { get; init; } = [];

    /// <summary>Whether it says to which objects it applies.</summary>
    public bool IsScoped => Kinds.Length + Namespaces.Length + Names.Length + Containers.Length + Images.Length + ServiceAccounts.Length > 0;

    /// <summary>Whether it is for a policy.</summary>
    public bool IsFor(string policyId) => Policies.Any(p => NameGlob.Matches(p, policyId));

    /// <summary>Whether it no longer holds.</summary>
    public bool HasExpired(DateTimeOffset now) => Info.Expires is { } last && DateOnly.FromDateTime(now.UtcDateTime) > last;
}
