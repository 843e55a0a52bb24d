using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>The checks of the Pod Security Standards.</summary>
internal static class PodSecurityChecks
{
    private const string BaselineFolder = "pod_security.baseline.";
    private const string RestrictedFolder = "pod_security.restricted.";

    /// <summary>In the API server's order: by level, then by id.</summary>
    public static ImmutableArray<PodSecurityCheck> All { get; } =
    [
        Baseline("app_armor_profile", "appArmorProfile"),
        Baseline("capabilities", "capabilities_baseline", overriddenSince: 22, by: "capabilities"),
        Baseline("host_namespaces", "hostNamespaces"),
        Baseline("host_path_volumes", "hostPathVolumes", overriddenSince: 0, by: "restricted_volumes"),
        Baseline("host_ports", "hostPorts"),
        Baseline("host_probes_and_lifecycle", "hostProbesAndHostLifecycle", since: 34),
        Baseline("privileged", "privileged"),
        Baseline("proc_mount", "procMount", overriddenSince: 35, by: "proc_mount"),
        Baseline("se_linux_options", "seLinuxOptions"),
        Baseline("seccomp_profile", "seccompProfile_baseline", overriddenSince: 19, by: "seccomp_profile"),
        Baseline("sysctls", "sysctls"),
        Baseline("windows_host_process", "windowsHostProcess"),
        Restricted("allow_privilege_escalation", "allowPrivilegeEscalation", since: 8),
        Restricted("capabilities", "capabilities_restricted", since: 22),
        Restricted("proc_mount", "procMount_restricted", since: 35),
        Restricted("restricted_volumes", "restrictedVolumes"),
        Restricted("run_as_non_root", "runAsNonRoot"),
        Restricted("run_as_user", "runAsUser", since: 23),
        Restricted("seccomp_profile", "seccompProfile_restricted", since: 19),
    ];

    private static readonly FrozenDictionary<string, int> s_places = All.Select((check, place) => KeyValuePair.Create(check.PolicyId, place)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By minor version.</summary>
    private static readonly ImmutableArray<int> s_overridden = [.. Enumerable.Range(0, PodSecurityStandard.NewestVersion.Minor + 1).Select(minor => All.Count(check => minor >= check.OverriddenSince))];

    /// <summary>The place in <see cref="All"/> of a policy's check; null when the policy is none of the standard's.</summary>
    public static int? PlaceOf(string policyId) => s_places.TryGetValue(policyId, out int place) ? place : null;

    /// <summary>The policy of <em>restricted</em> that stands for a policy of <em>baseline</em> in a version (null for the newest); null when none does.</summary>
    public static string? OverridingOf(string policyId, Version? version) => PlaceOf(policyId) is { } place && MinorOf(version) >= All[place].OverriddenSince ? All[place].OverriddenBy : null;

    /// <summary>How many checks of <em>baseline</em> are overridden in a version (null for the newest). What is overridden once is so in all later versions.</summary>
    public static int CountOverridden(Version? version) => s_overridden[MinorOf(version)];

    /// <summary>The minor version whose rules a version of Kubernetes has.</summary>
    public static int MinorOf(Version? version) => version is null || version > PodSecurityStandard.NewestVersion ? PodSecurityStandard.NewestVersion.Minor : version.Major < 1 ? 0 : version.Minor;

    private static PodSecurityCheck Baseline(string policy, string id, int since = 0, int overriddenSince = int.MaxValue, string? by = null) =>
        new(BaselineFolder + policy, id, PodSecurityLevel.Baseline, since, overriddenSince, by is null ? null : RestrictedFolder + by);

    private static PodSecurityCheck Restricted(string policy, string id, int since = 0) => new(RestrictedFolder + policy, id, PodSecurityLevel.Restricted, since);
}
