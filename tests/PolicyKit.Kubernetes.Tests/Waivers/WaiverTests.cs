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
    private static readonly byte[] s_pod = """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "a"}]}}"""u8.ToArray();

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

    /// <summary>A waiver holds to the end of its last day in UTC, wherever the clock stands.</summary>
    [Theory]
    [InlineData("2026-06-01T23:59:59.9999999Z", true)]
    [InlineData("2026-06-02T00:00:00Z", false)]
    [InlineData("2026-06-02T13:59:59+14:00", true)]
    [InlineData("2026-06-02T14:00:00+14:00", false)]
    [InlineData("2026-06-01T20:00:00-04:00", false)]
    public void Waivers_end_with_their_last_day(string now, bool holds)
    {
        PolicyProgram program = Configure("waivers: [{policies: [pod_security.*], reason: r, owner: o, expires: 2026-06-01, match: {names: [web]}}]").Program!;
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson(s_pod)) with { Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture) };
        Assert.Equal(holds ? Outcome.Allow : Outcome.Deny, program.Evaluate(input).Outcome);
    }

    [Theory]
    [InlineData("2027-1-31")]
    [InlineData("31.01.2027")]
    [InlineData("2027-02-30")]
    [InlineData("2027-01-31T00:00:00Z")]
    [InlineData("'2027-01-31 '")]
    [InlineData("20270131")]
    [InlineData("never")]
    public void What_is_no_day_is_an_error(string expires) =>
        Assert.NotEmpty(ProjectConfiguration.Load(SourceText.From($"waivers: [{{policies: [pod_security.*], reason: r, owner: o, expires: {expires}, match: {{names: [web]}}}}]", "policykit.yaml")).Diagnostics);

    [Theory]
    [InlineData("expires: 2027-01-31")]
    [InlineData("expires: '2027-01-31'")]
    [InlineData("expires: !!timestamp 2027-01-31")]
    public void Days_are_read_as_YAML_writes_them(string expires) =>
        Assert.Equal(new DateOnly(2027, 1, 31), Assert.Single(ProjectConfiguration.Load(SourceText.From($"waivers: [{{policies: [pod_security.*], reason: r, owner: o, {expires}, match: {{names: [web]}}}}]", "policykit.yaml")).Waivers).Info.Expires);

    [Fact]
    public void Streams_and_lists_in_them_are_waived_as_documents_are()
    {
        ConfiguredProgram configured = Configure("waivers: [{policies: [pod_security.*], reason: r, owner: o, match: {names: [web]}}]");
        string other = Encoding.UTF8.GetString(s_pod).Replace("\"web\"", "\"other\"", StringComparison.Ordinal);
        string text = $$"""{{Encoding.UTF8.GetString(s_pod)}}{{"\n"}}{"apiVersion": "v1", "kind": "PodList", "items": [{{other}}, {{Encoding.UTF8.GetString(s_pod)}}]}""";
        Decision[] decisions = [.. configured.Program!.EvaluateMany(new MemoryStream(Encoding.UTF8.GetBytes(text))).Select(d => d.Decision)];
        Assert.Equal([(Outcome.Allow, 1), (Outcome.Deny, 0), (Outcome.Allow, 1)], decisions.Select(d => (d.Outcome, d.Waived.Length)));
        Assert.Empty(configured.DiagnoseWaivers());
    }

    /// <summary>Only the name of the user counts: who is in what group, and what else a user says of itself, exempts nobody.</summary>
    [Fact]
    public void Groups_and_extras_of_users_exempt_nobody()
    {
        PolicyProgram program = Configure("podSecurity: {exemptions: {usernames: [jane]}}").Program!;
        Value names = Value.FromArray([.. Enumerable.Range(0, 1000).Select(i => Value.FromString($"group-{i}")), Value.FromString("jane")]);
        Value request = Value.FromMembers(
            ("operation", Value.FromString("CREATE")), ("username", Value.FromString("jane")),
            ("userInfo", Value.FromMembers(("username", Value.FromString("eve")), ("uid", Value.FromString("jane")), ("groups", names), ("extra", Value.FromMembers(("username", names))))));
        Assert.Equal(Outcome.Deny, program.Evaluate(PolicyInput.ForObject(PolicyDocument.ParseJson(s_pod)) with { Request = request }).Outcome);
    }

    /// <summary>Who asks for a Pod did not ask for its controller, so that an exempt user makes no controller's findings waived ones.</summary>
    [Theory]
    [InlineData("jane", Outcome.Allow)]
    [InlineData("eve", Outcome.Deny)]
    public void Exempt_users_do_not_exempt_what_controllers_make(string user, Outcome outcome)
    {
        PolicyProgram program = Configure("podSecurity: {exemptions: {usernames: [jane]}}\nwaivers: [{policies: [pod_security.*], reason: r, owner: o, match: {names: [none]}}]").Program!;
        Manifest[] manifests = [.. new ManifestLoader().ReadText(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: web, namespace: shop, uid: u1}
            spec: {template: {spec: {hostPID: true, containers: [{name: a}]}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: web, uid: u1, controller: true}]}
            spec: {hostPID: true, containers: [{name: a}]}
            """, "objects.yaml").Manifests];
        Value request = Value.FromMembers(("operation", Value.FromString("CREATE")), ("userInfo", Value.FromMembers(("username", Value.FromString(user)))));
        PolicyInput input = ManifestJudge.InputOf(manifests[1], ClusterInventory.Build(manifests)) with { Request = request };
        Assert.Equal(outcome, program.Evaluate(input).Outcome);
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
