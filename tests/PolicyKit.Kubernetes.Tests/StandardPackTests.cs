using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Tests;

public sealed class StandardPackTests
{
    private static readonly Lazy<EmitResult> Compiled = new(() => Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance).Emit());

    public static TheoryData<string> PolicyIds => [.. Compiled.Value.Program!.Policies.Select(p => p.Id)];

    [Fact]
    public void Pack_compiles_without_diagnostics() => Assert.Empty(Compiled.Value.Diagnostics);

    [Theory]
    [MemberData(nameof(PolicyIds))]
    public void Policy_stands_where_its_id_says(string id)
    {
        PolicyInfo policy = Compiled.Value.Program!.Policies.Single(p => p.Id == id);
        Assert.Equal($"standard:{id.Replace('.', '/')}.policy", policy.Location.Source?.Path);
    }

    [Theory]
    [MemberData(nameof(PolicyIds))]
    public void Policy_says_what_it_is_for(string id)
    {
        PolicyInfo policy = Compiled.Value.Program!.Policies.Single(p => p.Id == id);
        Assert.NotEqual(id.Split('.')[^1], policy.Title);
        Assert.NotEmpty(policy.Description);
        Assert.NotEmpty(policy.References);
    }

    [Theory]
    [MemberData(nameof(PolicyIds))]
    public void Policy_has_tests_of_what_it_finds_and_what_it_lets_through(string id)
    {
        SyntaxTree tree = StandardPack.Trees.Single(t => t.Text.Path == $"standard:{id.Replace('.', '/')}.policy");
        string[] outcomes = [.. Expectations(tree).Select(e => e.Outcome.Text).Distinct()];
        Assert.Contains("allow", outcomes);
        Assert.Contains(outcomes, o => o is "deny" or "warn");
    }

    public static TheoryData<string, string[]> LevelsOfPodSecurity => new()
    {
        {
            "pod_security/baseline",
            [
                "PSS appArmorProfile", "PSS capabilities_baseline", "PSS hostNamespaces", "PSS hostPathVolumes", "PSS hostPorts", "PSS hostProbesAndHostLifecycle",
                "PSS privileged", "PSS procMount", "PSS seLinuxOptions", "PSS seccompProfile_baseline", "PSS sysctls", "PSS windowsHostProcess",
            ]
        },
        {
            "pod_security/restricted",
            [
                "PSS appArmorProfile", "PSS hostNamespaces", "PSS hostPorts", "PSS hostProbesAndHostLifecycle", "PSS privileged", "PSS seLinuxOptions", "PSS sysctls", "PSS windowsHostProcess",
                "PSS allowPrivilegeEscalation", "PSS capabilities_restricted", "PSS procMount_restricted", "PSS restrictedVolumes", "PSS runAsNonRoot", "PSS runAsUser", "PSS seccompProfile_restricted",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(LevelsOfPodSecurity))]
    public void Level_names_the_checks_of_the_API_server_in_its_order(string level, string[] expected) =>
        Assert.Equal(expected, StandardPack.Choose(Compiled.Value.Program!, level).Policies.Select(p => p.References[0]));

    [Theory]
    [InlineData("", FindingLevel.Warn)]
    [InlineData("pod_security", FindingLevel.Warn)]
    [InlineData("pod_security/restricted", FindingLevel.Deny)]
    [InlineData("pod_security pod_security/restricted", FindingLevel.Deny)]
    public void Restricted_controls_only_warn_unless_their_level_is_chosen(string packs, FindingLevel expected)
    {
        PolicyProgram program = StandardPack.Choose(Compiled.Value.Program!, packs.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Decision decision = program.Evaluate("""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{"name": "web"}]}}"""u8);
        Finding[] controls = [.. decision.Findings.Where(f => f.PolicyId.StartsWith("pod_security.", StringComparison.Ordinal))];
        Assert.All(controls, f => Assert.StartsWith("pod_security.restricted.", f.PolicyId, StringComparison.Ordinal));
        Assert.Equal(4, controls.Count(f => f.Level == expected));
        Assert.Equal(expected == FindingLevel.Deny ? Outcome.Deny : Outcome.Allow, decision.Outcome);
    }

    [Theory]
    [InlineData("network.egress_isolation", """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{"name": "web"}]}}""")]
    [InlineData("network.dns_egress", """{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "web"}, "spec": {"podSelector": {}, "egress": [{"to": [{"podSelector": {}}], "ports": [{"port": 80}]}]}}""")]
    [InlineData("network.selects_nothing", """{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "web"}, "spec": {"podSelector": {"matchLabels": {"app": "web"}}}}""")]
    public void What_asks_for_other_objects_is_not_judged_without_an_inventory(string id, string json) =>
        Assert.Contains(Compiled.Value.Program!.Evaluate(System.Text.Encoding.UTF8.GetBytes(json)).NotJudged, n => n.PolicyId == id);

    /// <summary>Cold and hot: screens know nothing of requests.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("ephemeralcontainers", true)]
    [InlineData("status", false)]
    [InlineData("resize", true)]
    [InlineData("unheard-of", true)]
    public void What_is_written_to_a_subresource_is_judged_as_the_object_only_where_it_is_the_object(string subresource, bool expected)
    {
        PolicyProgram program = Compiled.Value.Program!;
        PolicyInput input = new()
        {
            Object = Value.ParseJson("""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "web", "image": "latest"}]}}"""),
            Request = Value.ParseJson($$"""{"operation": "UPDATE", "resource": {"resource": "pods"}, "subResource": "{{subresource}}"}"""),
        };
        Assert.Equal(expected, !program.Evaluate(input).Findings.IsEmpty);
        program.Warm();
        Assert.Equal(expected, !program.Evaluate(input).Findings.IsEmpty);
        Assert.True(expected || program.Evaluate(input).PoliciesMatched == 0);
    }

    [Fact]
    public void Baseline_denies_whatever_is_chosen()
    {
        byte[] pod = """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "web"}]}}"""u8.ToArray();
        foreach (string[] packs in (string[][])[[], ["pod_security"], ["pod_security/baseline"], ["pod_security/restricted"]])
        {
            Finding finding = Assert.Single(StandardPack.Choose(Compiled.Value.Program!, packs).Evaluate(pod).Findings, f => f.PolicyId == "pod_security.baseline.host_namespaces");
            Assert.Equal(FindingLevel.Deny, finding.Level);
        }
    }

    private static IEnumerable<ExpectClauseSyntax> Expectations(SyntaxTree tree) =>
        tree.Root.Members.OfType<PolicyDeclarationSyntax>().SelectMany(p => p.Members).Concat(tree.Root.Members)
            .OfType<TestDeclarationSyntax>().SelectMany(t => t.Clauses).OfType<ExpectClauseSyntax>();
}
