using System.Globalization;
using System.Text;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Waivers;

/// <summary>What is waived, and what is not.</summary>
public sealed class WaiverTests
{
    private static readonly DateTimeOffset s_today = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string> Cases => CaseFile.Blocks("waivers/waivers.cases");

    /// <summary>The left side is a configuration, a line <c>objects:</c>, and objects; the right side says what of <c>pod_security/baseline</c> is found in each: <c>NAME deny|waived POLICY</c>.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Findings_are_waived_or_count(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        string[] parts = source.Split("objects:\n");
        ConfiguredProgram configured = Configure(parts[0]);
        Assert.Empty(configured.Diagnostics);
        Manifest[] manifests = [.. new ManifestLoader(new ManifestOptions { StandardInput = new MemoryStream(Encoding.UTF8.GetBytes(parts[1])) }).Load(["-"]).SelectMany(f => f.Manifests)];
        var inventory = ClusterInventory.Build(manifests);
        var judge = new ManifestJudge(configured.Program!, inventory);
        Decision[] decisions = [.. manifests.Select(m => judge.Judge(m))];
        string told = string.Join('\n', manifests.Zip(OwnerReports.Join([.. manifests], decisions, inventory)).SelectMany(pair => Print(pair.First, pair.Second)));
        Assert.Equal(expected, told);
        Assert.All(decisions, d => Assert.Equal(d.Findings.IsEmpty ? Outcome.Allow : Outcome.Deny, d.Outcome));
    }

    [Fact]
    public void Bytes_elements_and_CLR_objects_are_waived_as_documents_are()
    {
        PolicyProgram program = Configure("waivers: [{policies: [pod_security.*], reason: r, owner: o, match: {names: [web], images: ['a:*']}}]").Program!;
        byte[] pod = """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "a", "image": "a:1"}]}}"""u8.ToArray();
        using var parsed = System.Text.Json.JsonDocument.Parse(pod);
        Decision[] decisions =
        [
            program.Evaluate(pod),
            program.Evaluate(parsed.RootElement),
            program.Evaluate(new { apiVersion = "v1", kind = "Pod", metadata = new { name = "web" }, spec = new { hostPID = true, containers = new[] { new { name = "a", image = "a:1" } } } }),
            program.Evaluate(PolicyInput.ForObject(PolicyDocument.ParseJson(pod))),
        ];
        Assert.All(decisions, d => Assert.Equal((Outcome.Allow, "spec.hostPID"), (d.Outcome, Assert.Single(d.Waived).Finding.Path)));
    }

    [Fact]
    public void Waivers_never_alter_an_error()
    {
        PolicyProgram program = Configure("waivers: [{policies: [pod_security.*], reason: r, owner: o, match: {names: ['*']}}]").Program!;
        Decision decision = program.WithLimits(EvaluationLimits.Default with { MaxSteps = 3 }).Evaluate(
            """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}]}}"""u8);
        Assert.Equal(Outcome.Error, decision.Outcome);
    }

    [Fact]
    public void What_is_graver_in_a_pod_than_in_its_controller_is_told_of_the_pod()
    {
        SyntaxTree own = SyntaxTree.Parse(
            """
            package own
            policy host_network {
                title: "Host network"
                description: `Pods are refused, workloads are warned of.`
                severity: high
                match: workloads
                warn at pod.spec.hostNetwork because "host network" if { object.kind != "Pod"; pod.spec.hostNetwork }
                deny at pod.spec.hostNetwork because "host network" if { object.kind == "Pod"; pod.spec.hostNetwork }
            }
            """, "own.policy");
        const string Objects = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: web, namespace: shop, uid: u1}
            spec: {selector: {}, template: {spec: {hostNetwork: true, containers: [{name: a}]}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u1, controller: true}]}
            spec: {hostNetwork: true, containers: [{name: a}]}
            """;
        Manifest[] manifests = [.. new ManifestLoader(new ManifestOptions { StandardInput = new MemoryStream(Encoding.UTF8.GetBytes(Objects)) }).Load(["-"]).SelectMany(f => f.Manifests)];
        var inventory = ClusterInventory.Build(manifests);
        var judge = new ManifestJudge(Compilation.Create([own], KubernetesDomain.Instance).Emit().Program!, inventory);
        Decision[] decisions = [.. OwnerReports.Join([.. manifests], [.. manifests.Select(m => judge.Judge(m))], inventory)];
        Assert.Equal([FindingLevel.Warn, FindingLevel.Deny], decisions.Select(d => Assert.Single(d.Findings).Level));
    }

    [Theory]
    [InlineData("jane", true)]
    [InlineData("Jane", false)]
    [InlineData("", false)]
    public void Users_are_exempt_by_their_exact_name(string user, bool isExempt)
    {
        PolicyProgram program = Configure("podSecurity: {exemptions: {usernames: [jane], runtimeClasses: [vm]}}").Program!;
        Value request = Value.FromMembers(("operation", Value.FromString("CREATE")), ("userInfo", Value.FromMembers(("username", Value.FromString(user)))));
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson("""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "a"}]}}"""u8)) with { Request = request };
        Assert.Equal(isExempt, program.Evaluate(input).Findings.IsEmpty);
        Assert.Equal(isExempt, program.Evaluate(input).Waived.Length == 1);
    }

    private static ConfiguredProgram Configure(string source) =>
        ProjectConfiguration.Load(SourceText.From(source, "policykit.yaml")).ApplyTo(StandardPack.CompileAll(), new PolicyChoice { Packs = ["pod_security/baseline"] }, new Clock());

    private static IEnumerable<string> Print(Manifest manifest, Decision decision) =>
        decision.Findings.Select(f => string.Create(CultureInfo.InvariantCulture, $"{manifest.Name} deny {f.PolicyId["pod_security.baseline.".Length..]}"))
            .Concat(decision.Waived.Select(w => string.Create(CultureInfo.InvariantCulture, $"{manifest.Name} waived {w.Finding.PolicyId["pod_security.baseline.".Length..]}: {w.Waiver.Reason}")));

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => s_today;
    }
}
