using System.Text;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Kubernetes.Tests;

public sealed class ManifestJudgeTests
{
    private static readonly PolicyProgram Pack = StandardPack.Compile();

    [CorporaFact]
    public void Every_object_of_the_bad_pods_but_those_that_ask_for_nothing_fails_baseline()
    {
        Manifest[] manifests = [.. new ManifestLoader().Load([Path.Combine(Corpora.Root!, "badPods")]).SelectMany(f => f.Manifests)];
        var judge = new ManifestJudge(StandardPack.Compile("pod_security"), ClusterInventory.Build(manifests));

        foreach (Manifest workload in manifests.Where(m => m.BuiltIn?.PodTemplate is not null))
        {
            Decision decision = judge.Judge(workload);
            Outcome expected = workload.Path.Contains("nothing-allowed", StringComparison.Ordinal) ? Outcome.Allow : Outcome.Deny;
            Assert.True(expected == decision.Outcome, $"{workload.Path} {workload}: {decision.Outcome}");
        }
    }

    [CorporaTheory]
    [InlineData("apps")]
    [InlineData("badPods")]
    [InlineData("netpol-recipes")]
    [InlineData("k8s-api-testdata")]
    public void Every_finding_of_the_corpora_has_a_place_and_no_policy_fails(string corpus)
    {
        Manifest[] manifests = [.. new ManifestLoader().Load([Path.Combine(Corpora.Root!, corpus)]).SelectMany(f => f.Manifests)];
        var judge = new ManifestJudge(Pack, ClusterInventory.Build(manifests, complete: true));

        foreach (Manifest manifest in manifests)
        {
            Decision decision = judge.Judge(manifest);
            Assert.Empty(decision.Errors);
            Assert.All(decision.Findings, f => Assert.NotNull(f.Place.Position));
        }
    }

    /// <summary>Of bytes only what the policies ask for is read.</summary>
    [CorporaTheory]
    [InlineData("apps")]
    [InlineData("badPods")]
    [InlineData("netpol-recipes")]
    [InlineData("k8s-api-testdata")]
    public void Bytes_are_judged_as_documents_are(string corpus)
    {
        foreach (Manifest manifest in new ManifestLoader().Load([Path.Combine(Corpora.Root!, corpus)]).SelectMany(f => f.Manifests))
        {
            Decision whole = Pack.Evaluate(new PolicyInput { Object = manifest.Root });
            Decision read = Pack.Evaluate(Encoding.UTF8.GetBytes(manifest.Root.ToJson()));
            Assert.Equal(whole.Findings.Select(Describe), read.Findings.Select(Describe));
            Assert.Equal((whole.Outcome, whole.PoliciesMatched, whole.NotJudged.Length), (read.Outcome, read.PoliciesMatched, read.NotJudged.Length));
        }

        static string Describe(Finding finding) => $"{finding.PolicyId} {finding.Path} {finding.Message} {string.Join(' ', finding.RelatedPlaces)}";
    }

    [Fact]
    public void The_namespace_of_other_objects_counts_and_an_unknown_one_is_not_judged()
    {
        const string Workload = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec: {containers: [{name: web, image: web}]}
            """;
        const string Namespace = """
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            """;
        const string Policy = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: all, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
            """;
        string[] isolation = ["network.egress_isolation", "network.ingress_isolation"];

        Assert.Equal(isolation, JudgeFirst(Workload).NotJudged.Select(policy => policy.PolicyId));
        Assert.Equal(isolation, JudgeFirst(Workload + "\n" + Namespace).Findings.Select(finding => finding.PolicyId));
        Decision isolated = JudgeFirst(Workload + "\n" + Namespace + "\n" + Policy);
        Assert.Empty(isolated.Findings);
        Assert.Empty(isolated.NotJudged);
    }

    [Fact]
    public void An_unknown_pack_is_named_with_those_that_there_are()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => StandardPack.Compile("pod-security"));
        Assert.StartsWith("there is no pack `pod-security`; packs are `", exception.Message, StringComparison.Ordinal);
        Assert.All(StandardPack.Names, name => Assert.Contains($"`{name}`", exception.Message, StringComparison.Ordinal));
        Assert.Contains("`pod_security`, `pod_security/baseline`, `pod_security/restricted`", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"Pod"}""", "has no `apiVersion` and `kind`")]
    [InlineData("""{"apiVersion":"v1","kind":"PodList","items":[]}""", "`PodList` is a list")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","kind":"Secret"}""", "kind")]
    [InlineData("[]", "has no `apiVersion` and `kind`")]
    [InlineData("{", "")]
    [InlineData("", "")]
    public void Bytes_that_are_no_object_are_an_error_and_never_allowed(string json, string message)
    {
        Decision decision = Pack.Evaluate(System.Text.Encoding.UTF8.GetBytes(json));
        Assert.Equal(Outcome.Error, decision.Outcome);
        Assert.Contains(message, Assert.Single(decision.Errors).Message, StringComparison.Ordinal);
    }

    private static Decision JudgeFirst(string yaml)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(yaml));
        Manifest[] manifests = [.. new ManifestLoader(new ManifestOptions { StandardInput = stream }).Load(["-"]).SelectMany(f => f.Manifests)];
        return new ManifestJudge(StandardPack.Compile("network"), ClusterInventory.Build(manifests)).Judge(manifests[0]);
    }

    [Fact]
    public void The_proposed_network_policy_isolates_and_nothing_is_found_in_it()
    {
        const string Deployment = """{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "web"}]}}}}""";
        Finding finding = Assert.Single(JudgeAll(Deployment)[0].Findings, f => f.PolicyId == "network.egress_isolation");
        Assert.Equal(FixKind.Create, finding.Fix!.Kind);

        Decision[] repaired = JudgeAll(Deployment, finding.Fix.Value.ToJson());

        Assert.DoesNotContain(repaired[0].Findings, f => f.PolicyId == "network.egress_isolation");
        Assert.Empty(repaired[1].Findings);
        Assert.True(repaired[1].PoliciesMatched > 0);
    }

    private static Decision[] JudgeAll(params string[] objects)
    {
        Manifest[] manifests = [.. objects.SelectMany((o, i) => new ManifestLoader().ReadText(o, $"{i}.json").Manifests)];
        var judge = new ManifestJudge(Pack, ClusterInventory.Build(manifests, complete: true));
        return [.. manifests.Select(m => judge.Judge(m))];
    }
}
