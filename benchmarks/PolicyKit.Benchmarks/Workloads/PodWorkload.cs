using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PolicyKit.Kubernetes;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>
/// A Pod of 8 KB as the API server sends it, compliant with <em>restricted</em>, with managedFields and status; and the standard pack over it. Variants of it break
/// one control each: a check that is fast because it overlooks something is no yardstick.
/// </summary>
internal static class PodWorkload
{
    private const string BaselinePrefix = "pod_security.baseline.";
    private const string CheckPrefix = "PSS ";

    private static readonly ImmutableArray<(string Path, string Value)> s_breaks =
    [
        ("metadata.annotations", """{"container.apparmor.security.beta.kubernetes.io/shop": "unconfined"}"""),
        ("metadata.annotations", """{"container.apparmor.security.beta.kubernetes.io/shop": "localhost/shop"}"""),
        ("spec.securityContext.appArmorProfile", """{"type": "Unconfined"}"""),
        ("spec.initContainers.0.securityContext.appArmorProfile", """{"type": ""}"""),
        ("spec.containers.0.securityContext.appArmorProfile", """{"type": "Localhost"}"""),
        ("spec.containers.1.securityContext.capabilities.add", """["CHOWN", "NET_RAW"]"""),
        ("spec.containers.1.securityContext.capabilities.add", """["CHOWN", "SYS_CHROOT"]"""),
        ("spec.hostNetwork", "true"),
        ("spec.hostPID", "true"),
        ("spec.hostIPC", "true"),
        ("spec.hostIPC", "false"),
        ("spec.volumes.1", """{"name": "root", "hostPath": {"path": "/"}}"""),
        ("spec.volumes.1", """{"name": "none", "hostPath": null}"""),
        ("spec.containers.0.ports.1.hostPort", "9090"),
        ("spec.containers.0.ports.1.hostPort", "0"),
        ("spec.containers.1.livenessProbe.httpGet.host", "\"127.0.0.1\""),
        ("spec.containers.1.startupProbe", """{"tcpSocket": {"host": "db", "port": 1}}"""),
        ("spec.containers.0.lifecycle.postStart", """{"httpGet": {"host": "", "port": 1}}"""),
        ("spec.containers.0.lifecycle.preStop", """{"httpGet": {"host": "db", "port": 1}}"""),
        ("spec.containers.0.securityContext.privileged", "true"),
        ("spec.ephemeralContainers", """[{"name": "debugger", "securityContext": {"privileged": true}, "ports": [{"containerPort": 1}]}]"""),
        ("spec.containers.0.securityContext.procMount", "\"Unmasked\""),
        ("spec.containers.0.securityContext.procMount", "\"Default\""),
        ("spec.securityContext.seLinuxOptions", """{"type": "container_init_t"}"""),
        ("spec.securityContext.seLinuxOptions", """{"type": "spc_t"}"""),
        ("spec.initContainers.0.securityContext.seLinuxOptions", """{"user": "system_u"}"""),
        ("spec.initContainers.0.securityContext.seLinuxOptions", """{"role": "sysadm_r"}"""),
        ("spec.securityContext.seccompProfile.type", "\"Unconfined\""),
        ("spec.containers.1.securityContext.seccompProfile.type", "\"Unconfined\""),
        ("spec.securityContext.sysctls", """[{"name": "net.ipv4.tcp_rmem", "value": "1"}, {"name": "kernel.msgmax", "value": "1"}]"""),
        ("spec.securityContext.sysctls", """[{"name": "net.ipv4.tcp_rmem", "value": "1"}]"""),
        ("spec.securityContext.windowsOptions", """{"hostProcess": true}"""),
        ("spec.containers.1.securityContext.windowsOptions", """{"hostProcess": true}"""),
    ];

    public static byte[] Json { get; } = Resource.Read("pod.json");

    /// <summary>The Pod, and the Pod with one field changed at a time.</summary>
    public static IEnumerable<(string Name, byte[] Json)> Variants =>
        s_breaks.Select(change => ($"{change.Path} = {change.Value}", Change(change.Path, change.Value))).Prepend(("the Pod", Json));

    public static PolicyProgram Compile() => StandardPack.Compile();

    /// <summary>Ids of the baseline checks that a decision finds broken.</summary>
    public static BaselineChecks BrokenChecks(Decision decision)
    {
        if (decision.Errors is [{ } error, ..]) throw new InvalidOperationException($"{error.PolicyId}: {error.Message}");
        return decision.Findings.Where(f => f.PolicyId.StartsWith(BaselinePrefix, StringComparison.Ordinal))
            .Select(f => Enum.Parse<BaselineChecks>(f.Policy.References[0][CheckPrefix.Length..].Replace("_baseline", "", StringComparison.Ordinal), ignoreCase: true))
            .Aggregate(BaselineChecks.None, (all, one) => all | one);
    }

    private static byte[] Change(string path, string value)
    {
        JsonNode pod = JsonNode.Parse(Json)!;
        string[] steps = path.Split('.');
        JsonNode parent = steps[..^1].Aggregate(pod, (node, step) => Child(node, step)!);
        if (parent is JsonArray array) array[Index(steps[^1])] = JsonNode.Parse(value);
        else parent[steps[^1]] = JsonNode.Parse(value);
        return System.Text.Encoding.UTF8.GetBytes(pod.ToJsonString());
    }

    private static JsonNode? Child(JsonNode node, string step) => node is JsonArray array ? array[Index(step)] : node[step];

    private static int Index(string step) => int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);
}
