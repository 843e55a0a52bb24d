using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>
/// The baseline controls as a C# programmer would write them for speed over a parsed Pod: each object is visited once, nothing is allocated, a field is compared as
/// UTF-8 in place. It only says which controls are broken: no messages, no paths.
/// </summary>
internal static class HandWrittenCheck
{
    private const string AppArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

    public static BaselineChecks Check(JsonElement pod)
    {
        BaselineChecks broken = BaselineChecks.None;
        if (TryGet(pod, "metadata"u8, out JsonElement metadata) && TryGet(metadata, "annotations"u8, out JsonElement annotations)) broken |= CheckAnnotations(annotations);
        if (!TryGet(pod, "spec"u8, out JsonElement spec)) return broken;
        bool hostNetwork = IsTrue(spec, "hostNetwork"u8);
        if (hostNetwork || IsTrue(spec, "hostPID"u8) || IsTrue(spec, "hostIPC"u8)) broken |= BaselineChecks.HostNamespaces;
        if (TryGet(spec, "securityContext"u8, out JsonElement context))
        {
            broken |= CheckContext(context);
            if (TryGet(context, "sysctls"u8, out JsonElement sysctls)) broken |= CheckSysctls(sysctls);
        }
        if (TryGet(spec, "volumes"u8, out JsonElement volumes)) broken |= CheckVolumes(volumes);
        bool anyProcMount = TryGet(spec, "hostUsers"u8, out JsonElement hostUsers) && hostUsers.ValueKind == JsonValueKind.False;
        broken |= CheckContainers(spec, "initContainers"u8, hostNetwork, anyProcMount);
        broken |= CheckContainers(spec, "containers"u8, hostNetwork, anyProcMount);
        return broken | CheckContainers(spec, "ephemeralContainers"u8, false, anyProcMount);
    }

    private static BaselineChecks CheckContainers(JsonElement spec, ReadOnlySpan<byte> list, bool portsAreHostPorts, bool anyProcMount)
    {
        BaselineChecks broken = BaselineChecks.None;
        if (!TryGet(spec, list, out JsonElement containers)) return broken;
        foreach (JsonElement container in containers.EnumerateArray())
        {
            if (TryGet(container, "securityContext"u8, out JsonElement context)) broken |= CheckContext(context) | CheckContainerContext(context, anyProcMount);
            if (TryGet(container, "ports"u8, out JsonElement ports)) broken |= CheckPorts(ports, portsAreHostPorts);
            if (TryGet(container, "livenessProbe"u8, out JsonElement liveness)) broken |= CheckHandler(liveness);
            if (TryGet(container, "readinessProbe"u8, out JsonElement readiness)) broken |= CheckHandler(readiness);
            if (TryGet(container, "startupProbe"u8, out JsonElement startup)) broken |= CheckHandler(startup);
            if (!TryGet(container, "lifecycle"u8, out JsonElement lifecycle)) continue;
            if (TryGet(lifecycle, "postStart"u8, out JsonElement postStart)) broken |= CheckHandler(postStart);
            if (TryGet(lifecycle, "preStop"u8, out JsonElement preStop)) broken |= CheckHandler(preStop);
        }
        return broken;
    }

    /// <summary>What the security contexts of a pod and of a container have in common.</summary>
    private static BaselineChecks CheckContext(JsonElement context)
    {
        BaselineChecks broken = BaselineChecks.None;
        if (TryGet(context, "appArmorProfile"u8, out JsonElement appArmor) && !HasConfinedType(appArmor)) broken |= BaselineChecks.AppArmorProfile;
        if (TryGet(context, "seccompProfile"u8, out JsonElement seccomp) && !HasConfinedType(seccomp)) broken |= BaselineChecks.SeccompProfile;
        if (TryGet(context, "seLinuxOptions"u8, out JsonElement seLinux) && !IsAllowedSeLinux(seLinux)) broken |= BaselineChecks.SeLinuxOptions;
        if (TryGet(context, "windowsOptions"u8, out JsonElement windows) && IsTrue(windows, "hostProcess"u8)) broken |= BaselineChecks.WindowsHostProcess;
        return broken;
    }

    private static BaselineChecks CheckContainerContext(JsonElement context, bool anyProcMount)
    {
        BaselineChecks broken = BaselineChecks.None;
        if (IsTrue(context, "privileged"u8)) broken |= BaselineChecks.Privileged;
        if (!anyProcMount && TryGet(context, "procMount"u8, out JsonElement procMount) && !procMount.ValueEquals("Default"u8)) broken |= BaselineChecks.ProcMount;
        if (!TryGet(context, "capabilities"u8, out JsonElement capabilities) || !TryGet(capabilities, "add"u8, out JsonElement added)) return broken;
        foreach (JsonElement capability in added.EnumerateArray())
        {
            if (!IsDefaultCapability(capability)) return broken | BaselineChecks.Capabilities;
        }
        return broken;
    }

    private static BaselineChecks CheckAnnotations(JsonElement annotations)
    {
        foreach (JsonProperty annotation in annotations.EnumerateObject())
        {
            if (!HasAppArmorPrefix(annotation)) continue;
            if (annotation.Value.ValueEquals(""u8) || annotation.Value.ValueEquals("runtime/default"u8)) continue;
            if (annotation.Value.GetString()?.StartsWith("localhost/", StringComparison.Ordinal) != true) return BaselineChecks.AppArmorProfile;
        }
        return BaselineChecks.None;
    }

    private static BaselineChecks CheckVolumes(JsonElement volumes)
    {
        foreach (JsonElement volume in volumes.EnumerateArray())
        {
            if (TryGet(volume, "hostPath"u8, out _)) return BaselineChecks.HostPathVolumes;
        }
        return BaselineChecks.None;
    }

    private static BaselineChecks CheckPorts(JsonElement ports, bool portsAreHostPorts)
    {
        foreach (JsonElement port in ports.EnumerateArray())
        {
            // In the host's network a port without a hostPort is one.
            if (portsAreHostPorts || (TryGet(port, "hostPort"u8, out JsonElement hostPort) && hostPort.GetInt32() != 0)) return BaselineChecks.HostPorts;
        }
        return BaselineChecks.None;
    }

    private static BaselineChecks CheckHandler(JsonElement handler) =>
        (TryGet(handler, "httpGet"u8, out JsonElement http) && HasHost(http)) || (TryGet(handler, "tcpSocket"u8, out JsonElement tcp) && HasHost(tcp))
            ? BaselineChecks.HostProbesAndHostLifecycle
            : BaselineChecks.None;

    private static BaselineChecks CheckSysctls(JsonElement sysctls)
    {
        foreach (JsonElement sysctl in sysctls.EnumerateArray())
        {
            if (!TryGet(sysctl, "name"u8, out JsonElement name) || !IsSafeSysctl(name)) return BaselineChecks.Sysctls;
        }
        return BaselineChecks.None;
    }

    // The name as a string would be an allocation; only an escaped one needs it.
    private static bool HasAppArmorPrefix(JsonProperty annotation)
    {
        ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(annotation);
        return name.Contains((byte)'\\') ? annotation.Name.StartsWith(AppArmorPrefix, StringComparison.Ordinal) : name.StartsWith("container.apparmor.security.beta.kubernetes.io/"u8);
    }

    private static bool HasHost(JsonElement action) => TryGet(action, "host"u8, out JsonElement host) && !host.ValueEquals(""u8);

    private static bool HasConfinedType(JsonElement profile) =>
        TryGet(profile, "type"u8, out JsonElement type) && (type.ValueEquals("RuntimeDefault"u8) || type.ValueEquals("Localhost"u8));

    private static bool IsAllowedSeLinux(JsonElement options) =>
        (!TryGet(options, "type"u8, out JsonElement type)
            || type.ValueEquals(""u8) || type.ValueEquals("container_t"u8) || type.ValueEquals("container_init_t"u8)
            || type.ValueEquals("container_kvm_t"u8) || type.ValueEquals("container_engine_t"u8))
        && (!TryGet(options, "user"u8, out JsonElement user) || user.ValueEquals(""u8))
        && (!TryGet(options, "role"u8, out JsonElement role) || role.ValueEquals(""u8));

    private static bool IsDefaultCapability(JsonElement name) =>
        name.ValueEquals("AUDIT_WRITE"u8) || name.ValueEquals("CHOWN"u8) || name.ValueEquals("DAC_OVERRIDE"u8) || name.ValueEquals("FOWNER"u8)
        || name.ValueEquals("FSETID"u8) || name.ValueEquals("KILL"u8) || name.ValueEquals("MKNOD"u8) || name.ValueEquals("NET_BIND_SERVICE"u8)
        || name.ValueEquals("SETFCAP"u8) || name.ValueEquals("SETGID"u8) || name.ValueEquals("SETPCAP"u8) || name.ValueEquals("SETUID"u8)
        || name.ValueEquals("SYS_CHROOT"u8);

    private static bool IsSafeSysctl(JsonElement name) =>
        name.ValueEquals("kernel.shm_rmid_forced"u8) || name.ValueEquals("net.ipv4.ip_local_port_range"u8) || name.ValueEquals("net.ipv4.ip_local_reserved_ports"u8)
        || name.ValueEquals("net.ipv4.ip_unprivileged_port_start"u8) || name.ValueEquals("net.ipv4.ping_group_range"u8) || name.ValueEquals("net.ipv4.tcp_fin_timeout"u8)
        || name.ValueEquals("net.ipv4.tcp_keepalive_intvl"u8) || name.ValueEquals("net.ipv4.tcp_keepalive_probes"u8) || name.ValueEquals("net.ipv4.tcp_keepalive_time"u8)
        || name.ValueEquals("net.ipv4.tcp_notsent_lowat"u8) || name.ValueEquals("net.ipv4.tcp_rmem"u8) || name.ValueEquals("net.ipv4.tcp_slow_start_after_idle"u8)
        || name.ValueEquals("net.ipv4.tcp_syncookies"u8) || name.ValueEquals("net.ipv4.tcp_wmem"u8);

    private static bool IsTrue(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A field that is there and not null.</summary>
    private static bool TryGet(JsonElement element, ReadOnlySpan<byte> name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
