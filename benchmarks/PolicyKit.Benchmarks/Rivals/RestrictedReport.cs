using System.Collections.Immutable;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>What a hand-written check found broken of <em>restricted</em>, and the API server's messages for it. On the stack and empty while nothing is.</summary>
internal struct RestrictedReport
{
    public Offence AppArmor;
    public Offence HostPorts;
    public Offence ProbeHosts;
    public Offence Privileged;
    public Offence SeLinux;
    public Offence WindowsHostProcess;
    public Offence PrivilegeEscalation;
    public Offence KeptCapabilities;
    public Offence AddedCapabilities;
    public Offence ProcMount;
    public Offence Root;
    public Offence UndecidedRoot;
    public Offence User0;
    public Offence Seccomp;
    public Offence UndecidedSeccomp;
    public SortedSet<string>? AppArmorAnnotations;
    public List<string>? Namespaces;
    public List<string>? Sysctls;
    public List<string>? Volumes;
    public SortedSet<string>? VolumeTypes;
    public SortedSet<string>? SeLinuxTypes;
    public bool HasSeLinuxUser;
    public bool HasSeLinuxRole;

    /// <summary>In the API server's order; empty when the pod is compliant.</summary>
    public readonly ImmutableArray<string> Messages()
    {
        if (!IsBroken) return [];
        var messages = ImmutableArray.CreateBuilder<string>();
        if (AppArmor.IsBroken || AppArmorAnnotations is not null) messages.Add(AppArmorMessage());
        if (Namespaces is not null) messages.Add($"host namespaces ({string.Join(", ", Namespaces)})");
        if (HostPorts.IsBroken) messages.Add($"hostPort ({HostPorts.Names} {Use(HostPorts.IsOne)} {(HostPorts.Values.Count == 1 ? "hostPort" : "hostPorts")} {string.Join(", ", HostPorts.Values)})");
        if (ProbeHosts.IsBroken) messages.Add(ProbeMessage());
        if (Privileged.IsBroken) messages.Add($"privileged ({Privileged.Names} must not set securityContext.privileged=true)");
        if (SeLinux.IsBroken) messages.Add($"seLinuxOptions ({SeLinux.Setters} set forbidden securityContext.seLinuxOptions: {string.Join("; ", SeLinuxDetails())})");
        if (Sysctls is not null) messages.Add($"forbidden sysctls ({string.Join(", ", Sysctls)})");
        if (WindowsHostProcess.IsBroken) messages.Add($"hostProcess ({WindowsHostProcess.Setters} must not set securityContext.windowsOptions.hostProcess=true)");
        if (PrivilegeEscalation.IsBroken) messages.Add($"allowPrivilegeEscalation != false ({PrivilegeEscalation.Names} must set securityContext.allowPrivilegeEscalation=false)");
        if (KeptCapabilities.IsBroken || AddedCapabilities.IsBroken) messages.Add($"unrestricted capabilities ({string.Join("; ", CapabilityDetails())})");
        if (ProcMount.IsBroken) messages.Add($"procMount ({ProcMount.Names} must not set securityContext.procMount to {Words.Quoted(ProcMount.Values)})");
        if (Volumes is not null) messages.Add(VolumeMessage(Volumes, VolumeTypes!));
        if (Root.IsBroken) messages.Add($"runAsNonRoot != true ({Root.Setters} must not set securityContext.runAsNonRoot=false)");
        else if (UndecidedRoot.IsBroken) messages.Add($"runAsNonRoot != true (pod or {UndecidedRoot.Names} must set securityContext.runAsNonRoot=true)");
        if (User0.IsBroken) messages.Add($"runAsUser=0 ({User0.Setters} must not set runAsUser=0)");
        if (Seccomp.IsBroken) messages.Add($"seccompProfile ({Seccomp.Setters} must not set securityContext.seccompProfile.type to {Words.Quoted(Seccomp.Values)})");
        else if (UndecidedSeccomp.IsBroken) messages.Add($"seccompProfile (pod or {UndecidedSeccomp.Names} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")");
        return messages.ToImmutable();
    }

    private readonly bool IsBroken =>
        AppArmor.IsBroken || AppArmorAnnotations is not null || Namespaces is not null || HostPorts.IsBroken || ProbeHosts.IsBroken || Privileged.IsBroken || SeLinux.IsBroken
        || Sysctls is not null || WindowsHostProcess.IsBroken || PrivilegeEscalation.IsBroken || KeptCapabilities.IsBroken || AddedCapabilities.IsBroken || ProcMount.IsBroken
        || Volumes is not null || Root.IsBroken || UndecidedRoot.IsBroken || User0.IsBroken || Seccomp.IsBroken || UndecidedSeccomp.IsBroken;

    private readonly string AppArmorMessage()
    {
        string[] values = [.. AppArmor.Values, .. AppArmorAnnotations ?? []];
        string annotations = AppArmorAnnotations is null ? "" : AppArmorAnnotations.Count == 1 ? "annotation" : "annotations";
        string setters = !AppArmor.IsBroken ? annotations : annotations.Length == 0 ? AppArmor.Setters : $"{AppArmor.Setters} and {annotations}";
        return $"forbidden AppArmor {(values.Length == 1 ? "profile" : "profiles")} ({setters} must not set AppArmor profile type to {Words.Quoted(values)})";
    }

    private readonly string ProbeMessage()
    {
        ProbeHosts.SortNames();
        return $"probe or lifecycle host ({ProbeHosts.Names} {Use(ProbeHosts.IsOne)} probe or lifecycle {Words.Named("host", "hosts", ProbeHosts.Values)})";
    }

    private readonly IEnumerable<string> SeLinuxDetails()
    {
        if (SeLinuxTypes is not null) yield return Words.Named("type", "types", SeLinuxTypes);
        if (HasSeLinuxUser) yield return "user may not be set";
        if (HasSeLinuxRole) yield return "role may not be set";
    }

    private readonly IEnumerable<string> CapabilityDetails()
    {
        if (KeptCapabilities.IsBroken) yield return $"{KeptCapabilities.Names} must set securityContext.capabilities.drop=[\"ALL\"]";
        if (AddedCapabilities.IsBroken) yield return $"{AddedCapabilities.Names} must not include {Words.Quoted(AddedCapabilities.Values)} in securityContext.capabilities.add";
    }

    private static string VolumeMessage(List<string> volumes, SortedSet<string> types) =>
        $"restricted volume types ({Words.Named("volume", "volumes", volumes)} {Use(volumes.Count == 1)} {Words.Named("restricted volume type", "restricted volume types", types)})";

    private static string Use(bool isOne) => isOne ? "uses" : "use";
}
