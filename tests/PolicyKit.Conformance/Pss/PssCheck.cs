using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Conformance.Pss;

/// <summary>
/// A check and how far its newest rule, the only one that the pack has, can be held against what older versions say. Versions are minors of Kubernetes 1.
/// </summary>
/// <param name="Id">The check's id.</param>
/// <param name="Introduced">First version that has it.</param>
/// <param name="IsRestricted">Whether only level restricted has it.</param>
/// <param name="Overridden">First version in which a restricted check takes its place at level restricted.</param>
/// <param name="Rewritten">First version that judges the fields which the newest rule judges.</param>
/// <param name="Widening">What newer versions allow that older ones do not.</param>
internal sealed record PssCheck(string Id, int Introduced = 0, bool IsRestricted = false, int Overridden = int.MaxValue, int Rewritten = 0, PssWidening? Widening = null)
{
    private static readonly ImmutableArray<string> s_newSysctls =
    [
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_notsent_lowat",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_slow_start_after_idle",
        "net.ipv4.tcp_wmem",
    ];

    private static readonly PssWidening s_userNamespace = new(35, (pod, _) => pod.Member("spec").Member("hostUsers") == Value.False);

    private static readonly PssWidening s_windows = new(25, (pod, _) => pod.Member("spec").Member("os").Member("name") == Value.FromString("windows"));

    public static ImmutableArray<PssCheck> All { get; } =
    [
        new("appArmorProfile"),
        new("capabilities_baseline", Overridden: 22),
        new("hostNamespaces"),
        new("hostPathVolumes", Overridden: 0),
        new("hostPorts"),
        new("hostProbesAndHostLifecycle", Introduced: 34),
        new("privileged"),
        new("procMount", Overridden: 35, Widening: s_userNamespace),
        new("seLinuxOptions", Widening: new(31, (_, failure) => failure.Contains("\"container_engine_t\"", StringComparison.Ordinal))),
        new("seccompProfile_baseline", Overridden: 19, Rewritten: 19),
        new("sysctls", Widening: new(37, (_, failure) => s_newSysctls.Any(name => failure.Contains(name, StringComparison.Ordinal)))),
        new("windowsHostProcess"),
        new("allowPrivilegeEscalation", Introduced: 8, IsRestricted: true, Widening: s_windows),
        new("capabilities_restricted", Introduced: 22, IsRestricted: true, Widening: s_windows),
        new("procMount_restricted", Introduced: 35, IsRestricted: true),
        new("restrictedVolumes", IsRestricted: true),
        new("runAsNonRoot", IsRestricted: true, Widening: s_userNamespace),
        new("runAsUser", Introduced: 23, IsRestricted: true, Widening: s_userNamespace),
        new("seccompProfile_restricted", Introduced: 19, IsRestricted: true, Widening: s_windows),
    ];

    /// <summary>Whether the API server ran the check on a fixture.</summary>
    public bool AppliesTo(PssFixture fixture) =>
        fixture.Minor >= Introduced && (fixture.IsRestricted ? fixture.Minor < Overridden : !IsRestricted);

    /// <summary>Why the newest rule says something else than the fixture's version did; null when it must not.</summary>
    public string? Excuse(PssFixture fixture, Value pod, string? expected, string? got)
    {
        if (fixture.Minor < Rewritten) return $"{Id} judges other fields before v1.{Rewritten}";
        return Widening is { } widening && fixture.Minor < widening.Since && expected is not null && got is null && widening.Explains(pod, expected)
            ? $"{Id} allows this since v1.{widening.Since}"
            : null;
    }
}

/// <summary>What newer versions of a check allow.</summary>
/// <param name="Since">First version that allows all of it.</param>
/// <param name="Explains">Whether it explains that a manifest (first) passes which failed with a message (second).</param>
internal sealed record PssWidening(int Since, Func<Value, string, bool> Explains);
