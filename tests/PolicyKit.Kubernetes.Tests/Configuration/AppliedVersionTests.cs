using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyKit.Kubernetes.Configuration;

namespace PolicyKit.Kubernetes.Tests.Configuration;

/// <summary>The version of Kubernetes that a configuration states counts for all that its program judges, however it is given.</summary>
public sealed class AppliedVersionTests
{
    private static readonly byte[] s_probing =
        """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{"name": "a", "livenessProbe": {"httpGet": {"port": 80, "host": "evil.example"}}}]}}"""u8.ToArray();

    private static readonly byte[] s_adding =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}, "containers": [
          {"name": "a", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]}}}]}}
        """u8.ToArray();

    [Theory]
    [InlineData("", "host_probes_and_lifecycle")]
    [InlineData("kubernetesVersion: \"1.34\"", "host_probes_and_lifecycle")]
    [InlineData("kubernetesVersion: \"1.33\"", "")]
    [InlineData("kubernetesVersion: latest", "host_probes_and_lifecycle")]
    public void Checks_are_those_of_the_version(string configuration, string policy) => AssertFinds(configuration, "pod_security/baseline", s_probing, policy.Length == 0 ? "" : $"pod_security.baseline.{policy}");

    [Theory]
    [InlineData("", "restricted.capabilities")]
    [InlineData("kubernetesVersion: \"1.22\"", "restricted.capabilities")]
    [InlineData("kubernetesVersion: \"1.21\"", "baseline.capabilities")]
    public void What_is_overridden_is_so_in_the_version(string configuration, string policy) => AssertFinds(configuration, "pod_security/restricted", s_adding, $"pod_security.{policy}");

    /// <summary>A version that the admission plugin is configured with counts too.</summary>
    [Theory]
    [InlineData("v1.33", "")]
    [InlineData("v1.34", "pod_security.baseline.host_probes_and_lifecycle")]
    public void Versions_of_the_admission_plugin_count(string version, string policy) => AssertFinds(
        $"podSecurity: {{configuration: pod-security.yaml}}\n# pod-security.yaml\napiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {{enforce: baseline, enforce-version: {version}}}\n",
        "pod_security/baseline", s_probing, policy);

    [Fact]
    public void What_was_asked_for_and_what_an_input_says_come_first()
    {
        ProjectConfiguration configuration = ConfigurationText.Load("kubernetesVersion: \"1.33\"");
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson(s_probing));
        PolicyProgram program = configuration.ApplyTo(StandardPack.CompileAll(), new PolicyChoice { Packs = ["pod_security/baseline"] }).Program!;
        PolicyProgram asked = configuration.ApplyTo(StandardPack.CompileAll(), new PolicyChoice { Packs = ["pod_security/baseline"], KubernetesVersion = new Version(1, 34) }).Program!;
        Assert.Equal((new Version(1, 33), new Version(1, 34)), (program.KubernetesVersion, asked.KubernetesVersion));
        Assert.Empty(program.Evaluate(input).Findings);
        Assert.Single(asked.Evaluate(input).Findings);
        Assert.Single(program.Evaluate(input with { KubernetesVersion = new Version(1, 37) }).Findings);
        Assert.Empty(asked.Evaluate(input with { KubernetesVersion = new Version(1, 33) }).Findings);
    }

    [Fact]
    public void What_is_broken_gives_no_program()
    {
        ConfiguredProgram broken = ConfigurationText.Load("exempt: {namespace: [kube-system]}").ApplyTo(StandardPack.CompileAll());
        Assert.Null(broken.Program);
        Assert.Equal("PK5301", Assert.Single(broken.Diagnostics).Id);
    }

    [Fact]
    public void Files_are_read_with_the_file_of_the_admission_plugin_beside_them()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "cluster"));
            File.WriteAllText(Path.Combine(folder, "policykit.yaml"), "podSecurity: {configuration: cluster/psa.yaml}\n");
            File.WriteAllText(Path.Combine(folder, "cluster", "psa.yaml"), "apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {enforce: Baseline}\n");
            ProjectConfiguration configuration = ProjectConfiguration.LoadFile(Path.Combine(folder, "policykit.yaml"));
            Assert.Equal("cluster/psa.yaml", configuration.PodSecurityFile);
            Assert.Equal($"{Path.Combine(folder, "cluster/psa.yaml")}:3:12", Assert.Single(configuration.Diagnostics).Location.ToString());
            Assert.Throws<InvalidOperationException>(() => ConfigurationText.Load("").WithPodSecurity(configuration.Diagnostics[0].Location.Source!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertFinds(string source, string pack, byte[] pod, string expected)
    {
        ProjectConfiguration configuration = ConfigurationText.Load(source);
        PolicyChoice choice = configuration.PodSecurityFile.Length > 0 ? new PolicyChoice() : new PolicyChoice { Packs = [pack] };
        PolicyProgram all = StandardPack.CompileAll().Where(p => p.Id.StartsWith("pod_security.", StringComparison.Ordinal));
        PolicyProgram program = configuration.ApplyTo(all, choice).Program!;
        using var document = JsonDocument.Parse(pod);
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson(pod));
        (string How, Decision Decision)[] decisions =
        [
            ("bytes", program.Evaluate(pod)),
            ("bytes again", program.Evaluate(pod)),
            ("an element", program.Evaluate(document.RootElement)),
            ("a node", program.Evaluate(JsonNode.Parse(pod))),
            ("a CLR object", program.Evaluate(JsonSerializer.Deserialize<Dictionary<string, object>>(pod)!)),
            ("an input", program.Evaluate(input)),
            ("an explanation", program.Explain(input).Decision),
            ("a stream", program.EvaluateMany(new MemoryStream(pod)).Single().Decision),
            ("an item", program.EvaluateMany(new MemoryStream([.. Encoding.UTF8.GetBytes("{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": ["), .. pod, .. "]}"u8])).Single().Decision),
        ];
        Assert.All(decisions, d => Assert.Equal((d.How, expected, 0), (d.How, string.Join(' ', d.Decision.Findings.Select(f => f.PolicyId)), d.Decision.Errors.Length)));
    }
}
