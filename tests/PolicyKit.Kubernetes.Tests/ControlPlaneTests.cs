using System.Text;
using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Kubernetes.Tests;

/// <summary>What the pack control_plane says of a cluster as kubeadm sets it up.</summary>
public sealed class ControlPlaneTests
{
    [Fact]
    public void The_default_profile_finds_nothing_in_what_kubeadm_sets_up() => Assert.Empty(Find(StandardPack.Compile()));

    [Fact]
    public void The_pack_finds_what_kubeadm_leaves_open() =>
        Assert.Equal(
            [
                "anonymous_auth at spec.containers[0].command",
                "audit_log at spec.containers[0].command",
                "authenticators at spec.containers[0].command",
                "encryption_provider at spec.containers[0].command",
                "kubelet_certificate_authority at spec.containers[0].command",
                "kubelet_pod_pids_limit at podPidsLimit",
                "kubelet_protect_kernel_defaults at protectKernelDefaults",
                "kubelet_serving_certificate at serverTLSBootstrap",
                "profiling at spec.containers[0].command",
                "profiling at spec.containers[0].command",
                "profiling at spec.containers[0].command",
                "recommended_admission_plugins at spec.containers[0].command[5]",
                "recommended_admission_plugins at spec.containers[0].command[5]",
                "recommended_admission_plugins at spec.containers[0].command[5]",
            ],
            Find(StandardPack.Compile("control_plane")));

    private static IEnumerable<string> Find(PolicyProgram program)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "control_plane", "kubeadm.yaml"));
        DocumentReading[] readings = [.. DocumentReader.Read(text)];
        Assert.Equal(5, readings.Length);
        return readings
            .Select(reading => program.Evaluate(Encoding.UTF8.GetBytes(reading.Document!.RawRoot.ToJson())))
            .SelectMany(decision => decision.Findings)
            .Where(finding => finding.PolicyId.StartsWith("control_plane.", StringComparison.Ordinal))
            .Select(finding => $"{finding.PolicyId["control_plane.".Length..]} at {finding.Path}")
            .Order(StringComparer.Ordinal);
    }
}
