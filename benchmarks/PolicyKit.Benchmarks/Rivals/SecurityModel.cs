using System.Text.Json.Serialization;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>What the security contexts of a pod and of a container have in common.</summary>
public abstract class V1CommonSecurityContext
{
    [JsonPropertyName("appArmorProfile")] public V1Profile? AppArmorProfile { get; set; }
    [JsonPropertyName("seccompProfile")] public V1Profile? SeccompProfile { get; set; }
    [JsonPropertyName("seLinuxOptions")] public V1SELinuxOptions? SeLinuxOptions { get; set; }
    [JsonPropertyName("windowsOptions")] public V1WindowsSecurityContextOptions? WindowsOptions { get; set; }
    [JsonPropertyName("runAsNonRoot")] public bool? RunAsNonRoot { get; set; }
    [JsonPropertyName("runAsUser")] public long? RunAsUser { get; set; }
}

public sealed class V1PodSecurityContext : V1CommonSecurityContext
{
    [JsonPropertyName("sysctls")] public IList<V1Sysctl>? Sysctls { get; set; }
}

public sealed class V1SecurityContext : V1CommonSecurityContext
{
    [JsonPropertyName("allowPrivilegeEscalation")] public bool? AllowPrivilegeEscalation { get; set; }
    [JsonPropertyName("capabilities")] public V1Capabilities? Capabilities { get; set; }
    [JsonPropertyName("privileged")] public bool? Privileged { get; set; }
    [JsonPropertyName("procMount")] public string? ProcMount { get; set; }
}

public sealed class V1Profile
{
    [JsonPropertyName("type")] public string? Type { get; set; }
}

public sealed class V1SELinuxOptions
{
    [JsonPropertyName("type")] public string? Type { get; set; }
    [JsonPropertyName("user")] public string? User { get; set; }
    [JsonPropertyName("role")] public string? Role { get; set; }
}

public sealed class V1WindowsSecurityContextOptions
{
    [JsonPropertyName("hostProcess")] public bool? HostProcess { get; set; }
}

public sealed class V1Sysctl
{
    [JsonPropertyName("name")] public string? Name { get; set; }
}

public sealed class V1Capabilities
{
    [JsonPropertyName("add")] public IList<string>? Add { get; set; }
    [JsonPropertyName("drop")] public IList<string>? Drop { get; set; }
}
