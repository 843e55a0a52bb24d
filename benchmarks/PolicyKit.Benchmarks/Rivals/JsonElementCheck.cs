using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>
/// <em>Restricted</em> as a C# programmer would write it for speed over a parsed Pod: each object is visited once, a field is compared as UTF-8 in place, and nothing is allocated for a compliant Pod.
/// </summary>
internal static partial class JsonElementCheck
{
    /// <summary>The API server's messages; empty when the Pod is compliant.</summary>
    public static ImmutableArray<string> Check(JsonElement pod)
    {
        var report = new RestrictedReport();
        if (TryGet(pod, "metadata"u8, out JsonElement metadata) && TryGet(metadata, "annotations"u8, out JsonElement annotations)) CheckAnnotations(ref report, annotations);
        if (TryGet(pod, "spec"u8, out JsonElement spec)) CheckSpec(ref report, spec);
        return report.Messages();
    }

    private static void CheckSpec(ref RestrictedReport report, JsonElement spec)
    {
        bool isInHostNetwork = Is(spec, "hostNetwork"u8, JsonValueKind.True);
        if (isInHostNetwork) (report.Namespaces ??= []).Add("hostNetwork=true");
        if (Is(spec, "hostPID"u8, JsonValueKind.True)) (report.Namespaces ??= []).Add("hostPID=true");
        if (Is(spec, "hostIPC"u8, JsonValueKind.True)) (report.Namespaces ??= []).Add("hostIPC=true");
        if (TryGet(spec, "volumes"u8, out JsonElement volumes)) CheckVolumes(ref report, volumes);
        var facts = new PodFacts
        {
            IsInHostNetwork = isInHostNetwork,
            IsWindows = TryGet(spec, "os"u8, out JsonElement os) && TryGet(os, "name"u8, out JsonElement system) && system.ValueEquals("windows"u8),
            HasOwnUsers = Is(spec, "hostUsers"u8, JsonValueKind.False),
        };
        if (TryGet(spec, "securityContext"u8, out JsonElement context))
        {
            facts = facts with { IsNonRoot = Is(context, "runAsNonRoot"u8, JsonValueKind.True), HasSeccompProfile = TryGet(context, "seccompProfile"u8, out _) };
            CheckContext(ref report, context, default, facts);
            if (TryGet(context, "sysctls"u8, out JsonElement sysctls)) CheckSysctls(ref report, sysctls);
        }
        if (TryGet(spec, "initContainers"u8, out JsonElement initContainers)) CheckContainers(ref report, initContainers, facts);
        if (TryGet(spec, "containers"u8, out JsonElement containers)) CheckContainers(ref report, containers, facts);
        if (TryGet(spec, "ephemeralContainers"u8, out JsonElement ephemeral)) CheckContainers(ref report, ephemeral, facts with { IsInHostNetwork = false });
    }

    private static void CheckContainers(ref RestrictedReport report, JsonElement containers, in PodFacts pod)
    {
        foreach (JsonElement container in containers.EnumerateArray())
        {
            if (TryGet(container, "securityContext"u8, out JsonElement context))
            {
                CheckContext(ref report, context, container, pod);
                CheckContainerContext(ref report, context, container, pod);
            }
            else
            {
                CheckAbsentContext(ref report, container, pod);
            }
            if (TryGet(container, "ports"u8, out JsonElement ports)) CheckPorts(ref report, ports, container, pod.IsInHostNetwork);
            if (TryGet(container, "livenessProbe"u8, out JsonElement liveness)) CheckHandler(ref report, liveness, container);
            if (TryGet(container, "readinessProbe"u8, out JsonElement readiness)) CheckHandler(ref report, readiness, container);
            if (TryGet(container, "startupProbe"u8, out JsonElement startup)) CheckHandler(ref report, startup, container);
            if (!TryGet(container, "lifecycle"u8, out JsonElement lifecycle)) continue;
            if (TryGet(lifecycle, "postStart"u8, out JsonElement postStart)) CheckHandler(ref report, postStart, container);
            if (TryGet(lifecycle, "preStop"u8, out JsonElement preStop)) CheckHandler(ref report, preStop, container);
        }
    }

    /// <summary>What the security contexts of a pod and of a container have in common.</summary>
    /// <param name="report">Takes what is broken.</param>
    /// <param name="context">The context.</param>
    /// <param name="owner">The container, or undefined for the pod.</param>
    /// <param name="pod">What is known of the pod.</param>
    private static void CheckContext(ref RestrictedReport report, JsonElement context, JsonElement owner, in PodFacts pod)
    {
        if (TryGet(context, "appArmorProfile"u8, out JsonElement appArmor) && !IsConfined(appArmor)) report.AppArmor.Add(NameOf(owner), TextOf(appArmor, "type"u8));
        if (!pod.IsWindows && TryGet(context, "seccompProfile"u8, out JsonElement seccomp) && !IsConfined(seccomp)) report.Seccomp.Add(NameOf(owner), TextOf(seccomp, "type"u8));
        if (TryGet(context, "seLinuxOptions"u8, out JsonElement seLinux)) CheckSeLinux(ref report, seLinux, owner);
        if (TryGet(context, "windowsOptions"u8, out JsonElement windows) && Is(windows, "hostProcess"u8, JsonValueKind.True)) report.WindowsHostProcess.Add(NameOf(owner));
        if (pod.HasOwnUsers) return;
        if (Is(context, "runAsNonRoot"u8, JsonValueKind.False)) report.Root.Add(NameOf(owner));
        if (TryGet(context, "runAsUser"u8, out JsonElement user) && user.TryGetInt64(out long id) && id == 0) report.User0.Add(NameOf(owner));
    }

    private static void CheckContainerContext(ref RestrictedReport report, JsonElement context, JsonElement container, in PodFacts pod)
    {
        if (Is(context, "privileged"u8, JsonValueKind.True)) report.Privileged.Add(NameOf(container));
        if (TryGet(context, "procMount"u8, out JsonElement procMount) && !procMount.ValueEquals("Default"u8)) report.ProcMount.Add(NameOf(container), procMount.GetString()!);
        if (!pod.HasOwnUsers && !pod.IsNonRoot && !TryGet(context, "runAsNonRoot"u8, out _)) report.UndecidedRoot.Add(NameOf(container));
        if (pod.IsWindows) return;
        if (!Is(context, "allowPrivilegeEscalation"u8, JsonValueKind.False)) report.PrivilegeEscalation.Add(NameOf(container));
        if (!pod.HasSeccompProfile && !TryGet(context, "seccompProfile"u8, out _)) report.UndecidedSeccomp.Add(NameOf(container));
        if (TryGet(context, "capabilities"u8, out JsonElement capabilities)) CheckCapabilities(ref report, capabilities, container);
        else report.KeptCapabilities.Add(NameOf(container));
    }

    private static void CheckAbsentContext(ref RestrictedReport report, JsonElement container, in PodFacts pod)
    {
        if (!pod.HasOwnUsers && !pod.IsNonRoot) report.UndecidedRoot.Add(NameOf(container));
        if (pod.IsWindows) return;
        report.PrivilegeEscalation.Add(NameOf(container));
        report.KeptCapabilities.Add(NameOf(container));
        if (!pod.HasSeccompProfile) report.UndecidedSeccomp.Add(NameOf(container));
    }
}
