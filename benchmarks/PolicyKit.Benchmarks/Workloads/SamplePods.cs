using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>Pods that are judged.</summary>
internal static class SamplePods
{
    /// <summary>A Pod of 12 KB as the API server stores it, compliant with <em>restricted</em>, with managedFields and status.</summary>
    public static byte[] Stored { get; } = Resource.Read("pod-with-status.json");

    /// <summary>The same without them, as a client sends it: 6 KB.</summary>
    public static byte[] Sent { get; } = PodEdit.Apply(Stored, new PodEdit("metadata.managedFields", ""), new PodEdit("status", ""));

    /// <summary>The stored Pod with twelve controls broken, each once.</summary>
    public static byte[] Denied { get; } = PodEdit.Apply(
        Stored,
        new PodEdit("spec.containers.0.securityContext.allowPrivilegeEscalation", "true"),
        new PodEdit("spec.containers.0.securityContext.capabilities", """{"add": ["NET_ADMIN"]}"""),
        new PodEdit("spec.containers.0.securityContext.privileged", "true"),
        new PodEdit("spec.containers.0.securityContext.runAsUser", "0"),
        new PodEdit("spec.containers.0.securityContext.seccompProfile", """{"type": "Unconfined"}"""),
        new PodEdit("spec.containers.0.ports.0.hostPort", "8443"),
        new PodEdit("spec.containers.1.securityContext.procMount", "\"Unmasked\""),
        new PodEdit("spec.containers.1.securityContext.runAsNonRoot", "false"),
        new PodEdit("spec.hostPID", "true"),
        new PodEdit("spec.securityContext.seLinuxOptions", """{"type": "spc_t"}"""),
        new PodEdit("spec.securityContext.sysctls", """[{"name": "kernel.msgmax", "value": "1"}]"""),
        new PodEdit("spec.volumes.0", """{"name": "tmp", "hostPath": {"path": "/tmp"}}"""));

    /// <summary>Good and bad Pods: those above, and the sent one with one field changed at a time. A check that is fast because it overlooks something is no yardstick.</summary>
    public static IEnumerable<(string Name, byte[] Json)> All =>
    [
        ("the stored Pod", Stored),
        ("the sent Pod", Sent),
        ("the denied Pod", Denied),
        ("100 containers", OfContainers(100)),
        .. Edits.Select(edit => (edit.ToString(), PodEdit.Apply(Sent, edit))),
    ];

    private static ImmutableArray<PodEdit> Edits { get; } =
    [
        new("metadata.annotations", """{"container.apparmor.security.beta.kubernetes.io/ledger": "unconfined"}"""),
        new("metadata.annotations", """{"container.apparmor.security.beta.kubernetes.io/ledger": "localhost/ledger"}"""),
        new("spec.securityContext.appArmorProfile", """{"type": "Unconfined"}"""),
        new("spec.initContainers.0.securityContext.appArmorProfile", """{"type": ""}"""),
        new("spec.containers.0.securityContext.appArmorProfile", """{"type": "Localhost"}"""),
        new("spec.containers.0.securityContext.capabilities", """{"add": ["CHOWN", "NET_RAW"], "drop": ["ALL"]}"""),
        new("spec.containers.0.securityContext.capabilities", """{"add": ["NET_BIND_SERVICE"], "drop": ["CHOWN", "ALL"]}"""),
        new("spec.containers.1.securityContext.capabilities", """{"drop": ["NET_RAW"]}"""),
        new("spec.containers.1.securityContext.capabilities", ""),
        new("spec.containers.1.securityContext", ""),
        new("spec.containers.1.securityContext.allowPrivilegeEscalation", ""),
        new("spec.hostNetwork", "true"),
        new("spec.hostIPC", "true"),
        new("spec.hostIPC", "false"),
        new("spec.volumes.1", """{"name": "share", "nfs": {"server": "files.example", "path": "/"}}"""),
        new("spec.volumes.1", """{"name": "none", "hostPath": null}"""),
        new("spec.volumes.1", """{"name": "none"}"""),
        new("spec.containers.0.ports.1.hostPort", "9090"),
        new("spec.containers.0.ports.1.hostPort", "0"),
        new("spec.containers.1.livenessProbe.httpGet.host", "\"127.0.0.1\""),
        new("spec.containers.1.startupProbe", """{"tcpSocket": {"host": "db", "port": 1}}"""),
        new("spec.containers.0.lifecycle.postStart", """{"httpGet": {"host": "", "port": 1}}"""),
        new("spec.containers.0.lifecycle.preStop", """{"httpGet": {"host": "db", "port": 1}}"""),
        new("spec.ephemeralContainers", """[{"name": "debugger", "securityContext": {"privileged": true}, "ports": [{"containerPort": 1}]}]"""),
        new("spec.containers.0.securityContext.procMount", "\"Default\""),
        new("spec.securityContext.seLinuxOptions", """{"type": "container_init_t"}"""),
        new("spec.initContainers.0.securityContext.seLinuxOptions", """{"user": "system_u"}"""),
        new("spec.initContainers.0.securityContext.seLinuxOptions", """{"type": "spc_t", "role": "sysadm_r"}"""),
        new("spec.securityContext.seccompProfile", ""),
        new("spec.securityContext.seccompProfile", "{}"),
        new("spec.securityContext.runAsNonRoot", "false"),
        new("spec.securityContext.runAsNonRoot", ""),
        new("spec.securityContext.runAsUser", "0"),
        new("spec.securityContext.sysctls", """[{"name": "net.ipv4.tcp_rmem", "value": "1"}]"""),
        new("spec.securityContext.windowsOptions", """{"hostProcess": true}"""),
        new("spec.containers.1.securityContext.windowsOptions", """{"hostProcess": true}"""),
        new("spec", """{"os": {"name": "windows"}, "containers": [{"name": "a"}, {"name": "b", "securityContext": {"seccompProfile": {"type": "Unconfined"}}}]}"""),
        new("spec", """{"hostUsers": false, "containers": [{"name": "a", "securityContext": {"runAsNonRoot": false, "runAsUser": 0}}]}"""),
        new("spec", """{"containers": [{"name": "a", "securityContext": {"runAsNonRoot": true}}, {"name": "b"}]}"""),
    ];

    /// <summary>The sent Pod with its first container so many times, and no other.</summary>
    public static byte[] OfContainers(int count)
    {
        JsonNode pod = JsonNode.Parse(Sent)!;
        JsonNode container = pod["spec"]!["containers"]![0]!;
        var containers = new JsonArray();
        for (int i = 0; i < count; i++)
        {
            JsonNode copy = container.DeepClone();
            copy["name"] = $"worker-{i}";
            containers.Add(copy);
        }
        pod["spec"]!["containers"] = containers;
        return Encoding.UTF8.GetBytes(pod.ToJsonString());
    }
}
