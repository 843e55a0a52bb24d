using System.Collections.Immutable;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary><em>Restricted</em> as a C# programmer would write it for speed over the client's types: nothing is allocated for a compliant Pod but the enumerator of its annotations.</summary>
internal static class ClrCheck
{
    /// <summary>The API server's messages; empty when the Pod is compliant.</summary>
    public static ImmutableArray<string> Check(V1Pod pod)
    {
        var report = new RestrictedReport();
        if (pod.Metadata?.Annotations is { Count: > 0 } annotations) CheckAnnotations(ref report, annotations);
        if (pod.Spec is { } spec) CheckSpec(ref report, spec);
        return report.Messages();
    }

    private static void CheckSpec(ref RestrictedReport report, V1PodSpec spec)
    {
        if (spec.HostNetwork == true) (report.Namespaces ??= []).Add("hostNetwork=true");
        if (spec.HostPID == true) (report.Namespaces ??= []).Add("hostPID=true");
        if (spec.HostIPC == true) (report.Namespaces ??= []).Add("hostIPC=true");
        if (spec.Volumes is { } volumes) CheckVolumes(ref report, volumes);
        var facts = new PodFacts(
            spec.HostNetwork == true, spec.Os?.Name == "windows", spec.HostUsers == false, spec.SecurityContext?.RunAsNonRoot == true, spec.SecurityContext?.SeccompProfile is not null);
        if (spec.SecurityContext is { } context)
        {
            CheckContext(ref report, context, null, facts);
            if (context.Sysctls is { } sysctls) CheckSysctls(ref report, sysctls);
        }
        CheckContainers(ref report, spec.InitContainers, facts);
        CheckContainers(ref report, spec.Containers, facts);
        CheckContainers(ref report, spec.EphemeralContainers, facts with { IsInHostNetwork = false });
    }

    private static void CheckContainers(ref RestrictedReport report, IList<V1Container>? containers, in PodFacts pod)
    {
        for (int i = 0; i < containers?.Count; i++)
        {
            V1Container container = containers[i];
            string name = container.Name ?? "";
            if (container.SecurityContext is { } context) CheckContext(ref report, context, name, pod);
            CheckContainerContext(ref report, container.SecurityContext, name, pod);
            if (container.Ports is { } ports) CheckPorts(ref report, ports, name, pod.IsInHostNetwork);
            CheckHandler(ref report, container.LivenessProbe, name);
            CheckHandler(ref report, container.ReadinessProbe, name);
            CheckHandler(ref report, container.StartupProbe, name);
            CheckHandler(ref report, container.Lifecycle?.PostStart, name);
            CheckHandler(ref report, container.Lifecycle?.PreStop, name);
        }
    }

    private static void CheckContext(ref RestrictedReport report, V1CommonSecurityContext context, string? owner, in PodFacts pod)
    {
        if (context.AppArmorProfile is { } appArmor && !RestrictedValues.IsConfined(appArmor.Type)) report.AppArmor.Add(owner, appArmor.Type ?? "");
        if (!pod.IsWindows && context.SeccompProfile is { } seccomp && !RestrictedValues.IsConfined(seccomp.Type)) report.Seccomp.Add(owner, seccomp.Type ?? "");
        if (context.SeLinuxOptions is { } seLinux) CheckSeLinux(ref report, seLinux, owner);
        if (context.WindowsOptions?.HostProcess == true) report.WindowsHostProcess.Add(owner);
        if (pod.HasOwnUsers) return;
        if (context.RunAsNonRoot == false) report.Root.Add(owner);
        if (context.RunAsUser == 0) report.User0.Add(owner);
    }

    private static void CheckContainerContext(ref RestrictedReport report, V1SecurityContext? context, string name, in PodFacts pod)
    {
        if (context?.Privileged == true) report.Privileged.Add(name);
        if (context?.ProcMount is { } procMount and not "Default") report.ProcMount.Add(name, procMount);
        if (!pod.HasOwnUsers && !pod.IsNonRoot && context?.RunAsNonRoot is null) report.UndecidedRoot.Add(name);
        if (pod.IsWindows) return;
        if (context?.AllowPrivilegeEscalation != false) report.PrivilegeEscalation.Add(name);
        if (!pod.HasSeccompProfile && context?.SeccompProfile is null) report.UndecidedSeccomp.Add(name);
        if (context?.Capabilities?.Drop?.Contains("ALL") != true) report.KeptCapabilities.Add(name);
        for (int i = 0; i < context?.Capabilities?.Add?.Count; i++)
        {
            if (context.Capabilities.Add[i] is not "NET_BIND_SERVICE" and var capability) report.AddedCapabilities.Add(name, capability);
        }
    }

    private static void CheckAnnotations(ref RestrictedReport report, IDictionary<string, string> annotations)
    {
        foreach ((string key, string value) in annotations)
        {
            if (!key.StartsWith(RestrictedValues.AppArmorPrefix, StringComparison.Ordinal) || RestrictedValues.IsConfinedAnnotation(value)) continue;
            (report.AppArmorAnnotations ??= new SortedSet<string>(StringComparer.Ordinal)).Add($"{key}=\"{value}\"");
        }
    }

    private static void CheckVolumes(ref RestrictedReport report, IList<V1Volume> volumes)
    {
        for (int i = 0; i < volumes.Count; i++)
        {
            if (RestrictedSource(volumes[i]) is not { } source) continue;
            (report.Volumes ??= []).Add(volumes[i].Name ?? "");
            (report.VolumeTypes ??= new SortedSet<string>(StringComparer.Ordinal)).Add(source);
        }
    }

    /// <summary>The name of a volume's source; null when it is allowed, or when there is none.</summary>
    private static string? RestrictedSource(V1Volume volume)
    {
        if (volume.ConfigMap is not null || volume.Csi is not null || volume.DownwardAPI is not null || volume.EmptyDir is not null || volume.Ephemeral is not null
            || volume.Image is not null || volume.PersistentVolumeClaim is not null || volume.Projected is not null || volume.Secret is not null) return null;
        if (volume.HostPath is not null) return "hostPath";
        if (volume.GcePersistentDisk is not null) return "gcePersistentDisk";
        if (volume.AwsElasticBlockStore is not null) return "awsElasticBlockStore";
        if (volume.GitRepo is not null) return "gitRepo";
        if (volume.Nfs is not null) return "nfs";
        if (volume.Iscsi is not null) return "iscsi";
        if (volume.Glusterfs is not null) return "glusterfs";
        if (volume.Rbd is not null) return "rbd";
        if (volume.FlexVolume is not null) return "flexVolume";
        if (volume.Cinder is not null) return "cinder";
        if (volume.Cephfs is not null) return "cephfs";
        if (volume.Flocker is not null) return "flocker";
        if (volume.Fc is not null) return "fc";
        if (volume.AzureFile is not null) return "azureFile";
        if (volume.VsphereVolume is not null) return "vsphereVolume";
        if (volume.Quobyte is not null) return "quobyte";
        if (volume.AzureDisk is not null) return "azureDisk";
        if (volume.PhotonPersistentDisk is not null) return "photonPersistentDisk";
        if (volume.PortworxVolume is not null) return "portworxVolume";
        if (volume.ScaleIO is not null) return "scaleIO";
        if (volume.Storageos is not null) return "storageos";
        return null;
    }

    private static void CheckSysctls(ref RestrictedReport report, IList<V1Sysctl> sysctls)
    {
        for (int i = 0; i < sysctls.Count; i++)
        {
            if (!RestrictedValues.IsSafeSysctl(sysctls[i].Name)) (report.Sysctls ??= []).Add(sysctls[i].Name ?? "");
        }
    }

    private static void CheckSeLinux(ref RestrictedReport report, V1SELinuxOptions options, string? owner)
    {
        bool hasType = options.Type is { } type && !RestrictedValues.IsSeLinuxType(type);
        bool hasUser = !string.IsNullOrEmpty(options.User);
        bool hasRole = !string.IsNullOrEmpty(options.Role);
        if (hasType) (report.SeLinuxTypes ??= new SortedSet<string>(StringComparer.Ordinal)).Add(options.Type!);
        if (hasType || hasUser || hasRole) report.SeLinux.Add(owner);
        report.HasSeLinuxUser |= hasUser;
        report.HasSeLinuxRole |= hasRole;
    }

    private static void CheckPorts(ref RestrictedReport report, IList<V1ContainerPort> ports, string container, bool isInHostNetwork)
    {
        for (int i = 0; i < ports.Count; i++)
        {
            int bound = ports[i].HostPort ?? 0;
            if (bound == 0 && isInHostNetwork) bound = ports[i].ContainerPort;
            if (bound != 0) report.HostPorts.Add(container, bound.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static void CheckHandler(ref RestrictedReport report, V1Handler? handler, string container)
    {
        if (handler is null) return;
        if (handler.HttpGet?.Host is { Length: > 0 } http) report.ProbeHosts.Add(container, http);
        if (handler.TcpSocket?.Host is { Length: > 0 } tcp) report.ProbeHosts.Add(container, tcp);
    }
}
