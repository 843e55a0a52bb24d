using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>
/// Which findings of pack <c>pod_security</c> count at a level and a version, and how the API server speaks of them. The policies themselves judge all that their version of Kubernetes forbids
/// (<see cref="PolicyInput.KubernetesVersion"/>), whatever the level.
/// </summary>
public static class PodSecurityStandard
{
    /// <summary>The newest version of Kubernetes that changed the standard, as far as this library knows. Later ones mean this one.</summary>
    public static Version NewestVersion { get; } = new(1, 37);

    /// <summary>A version of Kubernetes as <see cref="PolicyInput.ParseKubernetesVersion"/> reads it, or <c>latest</c>, which is <see cref="NewestVersion"/>; null when it is neither.</summary>
    public static Version? ParseVersion(string text) => text == "latest" ? NewestVersion : PolicyInput.ParseKubernetesVersion(text);

    /// <summary>Whether pods are held to a policy: its check is one of the level's, existed in the version, and no stricter one stands for it.</summary>
    /// <param name="policyId">Such as <c>pod_security.baseline.host_ports</c>; no other policy counts.</param>
    /// <param name="level">The level.</param>
    /// <param name="version">The version of Kubernetes; null for the newest.</param>
    public static bool Counts(string policyId, PodSecurityLevel level, Version? version = null) =>
        PodSecurityChecks.PlaceOf(policyId) is { } place && PodSecurityChecks.All[place].Counts(level, PodSecurityChecks.MinorOf(version));

    /// <summary>The findings that count, in the order in which the API server names them.</summary>
    /// <param name="findings">What was found, judged against the version.</param>
    /// <param name="level">The level.</param>
    /// <param name="version">The version of Kubernetes; null for the newest.</param>
    public static ImmutableArray<Finding> Select(IEnumerable<Finding> findings, PodSecurityLevel level, Version? version = null) =>
        [.. findings.Where(f => Counts(f.PolicyId, level, version)).OrderBy(f => PodSecurityChecks.PlaceOf(f.PolicyId))];

    /// <summary>All that is wrong in one sentence: <c>reason (detail), reason (detail)</c>.</summary>
    /// <param name="findings">As <see cref="Select"/> gives them.</param>
    public static string Describe(IEnumerable<Finding> findings) => string.Join(", ", findings.Select(f => f.Message));
}
