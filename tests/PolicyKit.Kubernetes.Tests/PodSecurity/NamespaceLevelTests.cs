using System.Text;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Kubernetes.Tests.Configuration;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.PodSecurity;

/// <summary>What the labels of a namespace make of the findings of <c>pod_security</c>.</summary>
public sealed class NamespaceLevelTests
{
    public static TheoryData<string, string, string> Cases => CaseFile.Blocks("pod_security/namespaces.cases");

    /// <summary>The left side is a configuration, a line <c>objects:</c>, and objects, the last of which is judged; the right side says what is found in it: <c>LEVEL POLICY</c>.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Labels_decide(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        string[] parts = source.Split("objects:\n");
        ProjectConfiguration configuration = Load(parts[0]);
        Assert.Empty(configuration.Diagnostics);
        Manifest[] manifests = [.. new ManifestLoader(new ManifestOptions { StandardInput = new MemoryStream(Encoding.UTF8.GetBytes(parts[1])) }).Load(["-"]).SelectMany(f => f.Manifests)];
        PolicyProgram program = configuration.ApplyTo(StandardPack.CompileAll(), new PolicyChoice { Packs = configuration.Profile is null ? ["pod_security"] : [] }).Program!;
        Decision decision = new ManifestJudge(program, ClusterInventory.Build(manifests, kubernetesVersion: configuration.KubernetesVersion)).Judge(manifests[^1]);
        Assert.Empty(decision.Errors);
        Assert.Equal(expected, string.Join('\n', decision.Findings.Where(f => f.PolicyId.StartsWith("pod_security.", StringComparison.Ordinal)).Select(f => $"{f.Level.ToString().ToLowerInvariant()} {f.PolicyId["pod_security.".Length..]}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("x:1", "x:1", null, 0)]
    [InlineData("x:1", "x:2", null, 1)]
    [InlineData("x:1", "x:1", "debug", 1)]
    public void Updates_count_when_what_containers_run_changes(string before, string after, string? debugger, int denied)
    {
        string ephemeral = debugger is null ? "" : $$""", "ephemeralContainers": [{"name": "{{debugger}}", "image": "x:1"}]""";
        PolicyInput input = new()
        {
            Object = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes($$$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "labels": {"a": "b"}}, "spec": {"hostPID": true, "containers": [{"name": "a", "image": "{{{after}}}"}]{{{ephemeral}}} }}""")).Root,
            OldObject = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes($$$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "a", "image": "{{{before}}}"}]}}""")).Root,
            Request = Value.FromMembers(("operation", Value.FromString("UPDATE"))),
        };
        Assert.Equal(denied, StandardPack.Compile("pod_security/baseline").Evaluate(input).Findings.Length);
        Assert.Single(StandardPack.Compile("pod_security/baseline").Evaluate(input with { Request = Value.FromMembers(("operation", Value.FromString("CREATE"))) }).Findings);
    }

    /// <summary>The image differs from the one before, so that it is the subresource that decides.</summary>
    [Theory]
    [InlineData("Pod", "", 1)]
    [InlineData("Pod", "status", 0)]
    [InlineData("Pod", "ephemeralcontainers", 1)]
    [InlineData("Pod", "unheard-of", 1)]
    [InlineData("ReplicationController", "", 1)]
    [InlineData("ReplicationController", "status", 0)]
    [InlineData("ReplicationController", "unheard-of", 0)]
    [InlineData("PodTemplate", "status", 0)]
    public void Requests_for_subresources_count_when_they_may_change_containers(string kind, string subresource, int denied)
    {
        PolicyInput input = new()
        {
            Object = Parse("x:2"),
            OldObject = Parse("x:1"),
            Request = Value.FromMembers(("operation", Value.FromString("UPDATE")), ("subResource", Value.FromString(subresource))),
        };
        Assert.Equal(denied, StandardPack.Compile("pod_security/baseline").Evaluate(input).Findings.Length);

        Value Parse(string image)
        {
            string spec = $"spec: {{hostPID: true, containers: [{{name: a, image: '{image}'}}]}}";
            string body = kind switch { "Pod" => spec, "PodTemplate" => $"template: {{{spec}}}", _ => $"spec: {{template: {{{spec}}}}}" };
            return Assert.Single(DocumentReader.Read($"apiVersion: v1\nkind: {kind}\nmetadata: {{name: web}}\n{body}\n")).Document!.Root;
        }
    }

    /// <summary>What changes between two states of a Pod that is forbidden, and whether that is judged.</summary>
    [Theory]
    [InlineData("initContainers: [{name: i, image: x}]", "initContainers: [{name: i, image: x}]", false)]
    [InlineData("initContainers: [{name: i, image: x}]", "initContainers: [{name: i, image: y}]", true)]
    [InlineData("initContainers: [{name: i, image: x}]", "initContainers: []", true)]
    [InlineData("containers: [{name: a, image: x}]", "containers: [{name: a, image: x}, {name: b, image: x}]", true)]
    [InlineData("containers: [{name: a, image: x}]", "containers: [{name: a, image: x, resources: {limits: {cpu: 1}}}]", false)]
    [InlineData("containers: [{name: a, image: x}]", "containers: [{name: a, image: x}]\n  securityContext: {runAsUser: 0}", false)]
    [InlineData("ephemeralContainers: [{name: e, image: x}]", "ephemeralContainers: [{name: e, image: x}, {name: f, image: x}]", true)]
    [InlineData("ephemeralContainers: [{name: e, image: x}]", "ephemeralContainers: [{name: f, image: x}]", true)]
    [InlineData("ephemeralContainers: [{name: e, image: x}]", "ephemeralContainers: [{name: e, image: y}]", true)]
    [InlineData("ephemeralContainers: [{name: e, image: x}, {name: f, image: x}]", "ephemeralContainers: [{name: f, image: x}]", false)]
    [InlineData("ephemeralContainers: [{name: e, image: x}, {name: f, image: y}]", "ephemeralContainers: [{name: f, image: y}, {name: e, image: x}]", false)]
    [InlineData("tolerations: []", "tolerations: [{operator: Exists}]", false)]
    public void Updates_count_by_lists_of_containers(string before, string after, bool isJudged)
    {
        PolicyInput input = new()
        {
            Object = Parse(after),
            OldObject = Parse(before),
            Request = Value.FromMembers(("operation", Value.FromString("UPDATE"))),
        };
        Assert.Equal(isJudged ? 1 : 0, StandardPack.Compile("pod_security/baseline").Evaluate(input).Findings.Length);

        static Value Parse(string spec) => Assert.Single(DocumentReader.Read($"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  hostPID: true\n  {spec}\n")).Document!.Root;
    }

    [Theory]
    [InlineData("1.21", "baseline.capabilities")]
    [InlineData("1.22", "restricted.capabilities")]
    public void What_is_overridden_depends_on_the_version(string version, string policy)
    {
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson("""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}, "containers": [
              {"name": "a", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]}}}]}}
            """u8)) with { KubernetesVersion = PolicyInput.ParseKubernetesVersion(version) };
        foreach (PolicyProgram program in (PolicyProgram[])[StandardPack.Compile("pod_security/restricted"), StandardPack.Compile(Profile.Find("restricted")!)])
        {
            Finding finding = Assert.Single(program.Evaluate(input).Findings);
            Assert.Equal(($"pod_security.{policy}", FindingLevel.Deny), (finding.PolicyId, finding.Level));
        }
    }

    private static ProjectConfiguration Load(string source) => ConfigurationText.Load(source);
}
