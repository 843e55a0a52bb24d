using PolicyKit.Kubernetes.Configuration;

namespace PolicyKit.Kubernetes;

/// <summary>Makes of all policies a program that judges as it was chosen.</summary>
internal static class Judgement
{
    /// <summary>A program of the policies that are not off, whose findings are as grave as it was chosen.</summary>
    /// <param name="program">All policies.</param>
    /// <param name="enforcementOf">What becomes of the findings of each.</param>
    public static PolicyProgram Of(PolicyProgram program, Func<PolicyInfo, Enforcement> enforcementOf)
    {
        Dictionary<string, FindingLevel> levels = new(StringComparer.Ordinal);
        foreach (PolicyInfo policy in program.Policies)
        {
            if (enforcementOf(policy).Level() is { } level) levels[policy.Id] = level;
        }
        foreach ((string overridden, string by) in s_overrides)
        {
            if (levels.TryGetValue(overridden, out FindingLevel level) && levels.TryGetValue(by, out FindingLevel overriding) && overriding <= level) levels.Remove(overridden);
        }
        return program.Where(policy => levels.ContainsKey(policy.Id)).WithLevels(policy => levels[policy.Id]);
    }

    private static readonly (string, string)[] s_overrides =
    [
        ("pod_security.baseline.capabilities", "pod_security.restricted.capabilities"),
        ("pod_security.baseline.host_path_volumes", "pod_security.restricted.restricted_volumes"),
        ("pod_security.baseline.proc_mount", "pod_security.restricted.proc_mount"),
        ("pod_security.baseline.seccomp_profile", "pod_security.restricted.seccomp_profile"),
    ];
}
