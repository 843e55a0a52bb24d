using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>A Pod in CLR types, shaped and named as the official client's: the fields that <em>restricted</em> judges, and what identifies the object.</summary>
public sealed class V1Pod
{
    [JsonPropertyName("apiVersion")] public string? ApiVersion { get; set; }
    [JsonPropertyName("kind")] public string? Kind { get; set; }
    [JsonPropertyName("metadata")] public V1ObjectMeta? Metadata { get; set; }
    [JsonPropertyName("spec")] public V1PodSpec? Spec { get; set; }

    public static V1Pod Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<V1Pod>(json) ?? throw new JsonException("the pod is null");
}

public sealed class V1ObjectMeta
{
    [JsonPropertyName("name")] public string? Name { get; set; }
    [JsonPropertyName("namespace")] public string? NamespaceProperty { get; set; }
    [JsonPropertyName("labels")] public IDictionary<string, string>? Labels { get; set; }
    [JsonPropertyName("annotations")] public IDictionary<string, string>? Annotations { get; set; }
}

public sealed class V1PodSpec
{
    [JsonPropertyName("containers")] public IList<V1Container>? Containers { get; set; }
    [JsonPropertyName("initContainers")] public IList<V1Container>? InitContainers { get; set; }
    [JsonPropertyName("ephemeralContainers")] public IList<V1Container>? EphemeralContainers { get; set; }
    [JsonPropertyName("volumes")] public IList<V1Volume>? Volumes { get; set; }
    [JsonPropertyName("securityContext")] public V1PodSecurityContext? SecurityContext { get; set; }
    [JsonPropertyName("os")] public V1PodOS? Os { get; set; }
    [JsonPropertyName("hostNetwork")] public bool? HostNetwork { get; set; }
    [JsonPropertyName("hostPID")] public bool? HostPID { get; set; }
    [JsonPropertyName("hostIPC")] public bool? HostIPC { get; set; }
    [JsonPropertyName("hostUsers")] public bool? HostUsers { get; set; }
}

public sealed class V1PodOS
{
    [JsonPropertyName("name")] public string? Name { get; set; }
}

public sealed class V1Container
{
    [JsonPropertyName("name")] public string? Name { get; set; }
    [JsonPropertyName("image")] public string? Image { get; set; }
    [JsonPropertyName("ports")] public IList<V1ContainerPort>? Ports { get; set; }
    [JsonPropertyName("securityContext")] public V1SecurityContext? SecurityContext { get; set; }
    [JsonPropertyName("livenessProbe")] public V1Handler? LivenessProbe { get; set; }
    [JsonPropertyName("readinessProbe")] public V1Handler? ReadinessProbe { get; set; }
    [JsonPropertyName("startupProbe")] public V1Handler? StartupProbe { get; set; }
    [JsonPropertyName("lifecycle")] public V1Lifecycle? Lifecycle { get; set; }
}

public sealed class V1ContainerPort
{
    [JsonPropertyName("containerPort")] public int ContainerPort { get; set; }
    [JsonPropertyName("hostPort")] public int? HostPort { get; set; }
}

public sealed class V1Lifecycle
{
    [JsonPropertyName("postStart")] public V1Handler? PostStart { get; set; }
    [JsonPropertyName("preStop")] public V1Handler? PreStop { get; set; }
}

/// <summary>A probe or a hook: which host it asks.</summary>
public sealed class V1Handler
{
    [JsonPropertyName("httpGet")] public V1HostAction? HttpGet { get; set; }
    [JsonPropertyName("tcpSocket")] public V1HostAction? TcpSocket { get; set; }
}

public sealed class V1HostAction
{
    [JsonPropertyName("host")] public string? Host { get; set; }
}
