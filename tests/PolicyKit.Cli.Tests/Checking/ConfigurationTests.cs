using System.Text.Json;

namespace PolicyKit.Cli.Tests.Checking;

/// <summary>What <c>policykit.yaml</c> does to <c>policykit check</c>.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private const string Policy = """
        package team

        policy names {
            title: "names"
            description: "names that are allowed"
            severity: low
            match: ["Pod"]

            param allowed: set[string]

            deny at object.metadata.name because $"{object.metadata.name} is not allowed" if not object.metadata.name in params.allowed
        }

        test "only what is allowed" {
            given `{apiVersion: v1, kind: Pod, metadata: {name: db}}`
            with params.allowed as {"web"}
            expect deny names at metadata.name
        }
        """;

    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [{name: web, image: x.example/web:1, resources: {limits: {memory: 64Mi}}}]}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sources_packs_and_params_come_from_the_configuration()
    {
        _folder.Write("policies/names.policy", Policy);
        string pod = _folder.Write("pod.yaml", Pod);
        string allowed = _folder.Write("policykit.yaml", "packs: [none]\nsources: policies\npolicies: {team.names: {params: {allowed: [web]}}}\n");
        string other = _folder.Write("other.yaml", "packs: none\nsources: [policies]\npolicies: {team.names: {params: {allowed: [db]}}}\n");

        Assert.Equal(0, (await Invocation.Check(pod, "--config", allowed)).ExitCode);
        Assert.Equal(0, (await Invocation.Check(pod, "--config", Path.GetDirectoryName(allowed)!)).ExitCode);
        Invocation denied = await Invocation.Check(pod, "--config", other);
        Assert.Equal(1, denied.ExitCode);
        Assert.Contains("web is not allowed", denied.Output, StringComparison.Ordinal);
        Assert.Contains("pod_security", (await Invocation.Check(pod, "--config", other, "--pack", "pod_security/restricted")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waived_findings_are_shown_in_every_output_and_do_not_count()
    {
        string pod = _folder.Write("pod.yaml", Pod.Replace("containers", "hostPID: true, containers", StringComparison.Ordinal));
        string config = _folder.Write("policykit.yaml", """
            waivers:
            - {policies: [pod_security.*], reason: reads processes, owner: me, expires: 2999-01-01, match: {names: [web]}}
            - {policies: [rbac.*], reason: none, owner: me, match: {names: [web]}}
            """);

        Invocation text = await Invocation.Check(pod, "--config", config);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains(": waived deny (high) pod_security.baseline.host_namespaces host namespaces (hostPID=true) [Pod shop/web]\n  because reads processes (me, until 2999-01-01)\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("0 denials, 0 warnings, 0 errors, 5 waived", text.Output, StringComparison.Ordinal);
        Assert.Contains("policykit.yaml:3:3: warning PK5307", text.Error, StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse((await Invocation.Check(pod, "--config", config, "--output", "json")).Output);
        Assert.Equal(0, json.RootElement.GetProperty("findings").GetArrayLength());
        Assert.Equal(5, json.RootElement.GetProperty("summary").GetProperty("waived").GetInt32());
        JsonElement waiver = json.RootElement.GetProperty("waived")[0].GetProperty("waiver");
        Assert.Equal(("reads processes", "me", "2999-01-01", 2), (waiver.GetProperty("reason").GetString(), waiver.GetProperty("owner").GetString(), waiver.GetProperty("expires").GetString(), waiver.GetProperty("line").GetInt32()));

        using JsonDocument sarif = JsonDocument.Parse((await Invocation.Check(pod, "--config", config, "--output", "sarif")).Output);
        JsonElement[] results = [.. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
        Assert.Equal(5, results.Length);
        Assert.All(results, r => Assert.Equal("reads processes (me)", r.GetProperty("suppressions")[0].GetProperty("justification").GetString()));
    }

    [Fact]
    public async Task Profile_and_version_come_from_the_configuration_and_before_it_from_the_options()
    {
        string pod = _folder.Write("pod.yaml", Pod);
        string config = _folder.Write("policykit.yaml", "profile: restricted\n");

        Assert.Equal(1, (await Invocation.Check(pod, "--config", config)).ExitCode);
        Assert.Equal(0, (await Invocation.Check(pod, "--config", config, "--policy-profile", "baseline")).ExitCode);
        Invocation unknown = await Invocation.Check(pod, "--policy-profile", "base");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("`base` is no choice of --policy-profile", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.36.1-gke.100", 0, "")]
    [InlineData("latest", 0, "")]
    [InlineData("1.99", 0, "warning PK5311: Kubernetes 1.99 is newer than 1.37, the newest that the standard policies know: they judge as for that\n\n")]
    [InlineData("1.4x", 2, "`1.4x` is no version of Kubernetes such as 1.30")]
    public async Task Versions_are_those_of_clusters_and_newer_ones_are_warned_of(string version, int exitCode, string error)
    {
        Invocation run = await Invocation.Check(_folder.Write("pod.yaml", Pod), "--pack", "pod_security/baseline", "--kubernetes-version", version, "--no-config");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.Equal(error.Length == 0, run.Error.Length == 0);
    }

    [Theory]
    [InlineData("crds")]
    [InlineData("sources")]
    public async Task A_path_that_leads_nowhere_is_told_with_the_member_that_names_it(string member)
    {
        string pod = _folder.Write("pod.yaml", Pod);
        string config = _folder.Write("policykit.yaml", $"{member}: [nowhere/]\n");

        Invocation run = await Invocation.Check(pod, "--config", config);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"nowhere/`, which `{member}` of {config} names, does not exist", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_judged_no_waiver_is_unused()
    {
        string config = _folder.Write("policykit.yaml", "waivers:\n- {policies: [rbac.*], reason: none, owner: me, match: {names: [web]}}\n");

        Invocation run = await Invocation.Check(_folder.Write("empty.yaml", ""), "--config", config);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("PK5307", run.Error, StringComparison.Ordinal);
    }

    /// <summary>What a run leaves out may be what a waiver is for: the files that it does not read, and the policies that it was not asked for.</summary>
    [Theory]
    [InlineData("", "4:3: warning PK5307: the waiver covers nothing that was found", "2:3: info PK5310: nothing was judged that this waiver and 1 other are for")]
    [InlineData("--complete", "2:3: warning PK5307: the waiver covers nothing that was found", "3:3: warning PK5307: the waiver covers nothing that was found", "4:3: warning PK5307: the waiver covers nothing that was found")]
    [InlineData("--pack pod_security", "2:3: info PK5310: nothing was judged that this waiver and 2 others are for")]
    [InlineData("--pack rbac", "4:3: warning PK5307: the waiver covers nothing that was found", "2:3: info PK5310: nothing was judged that this waiver and 1 other are for")]
    public async Task A_run_over_some_of_it_does_not_call_waivers_of_the_rest_unused(string options, params string[] expected)
    {
        string pod = _folder.Write("pod.yaml", Pod);
        string config = _folder.Write("policykit.yaml", """
            waivers:
            - {policies: [pod_security.*], reason: r, owner: me, match: {names: [elsewhere]}}
            - {policies: [rbac.*], reason: r, owner: me, match: {kinds: [ClusterRole]}}
            - {policies: [rbac.*], reason: r, owner: me, match: {names: [web]}}
            """);

        Invocation run = await Invocation.Check([pod, "--config", config, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(expected.Select(line => $"{config}:{line}"), run.Error.Split('\n').Where(line => line.Contains(" PK53", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_only_worth_knowing_is_a_note_of_sarif()
    {
        string config = _folder.Write("policykit.yaml", "waivers:\n- {policies: [rbac.*], reason: r, owner: me, match: {names: [elsewhere]}}\n");

        JsonElement run = (await Invocation.Check(_folder.Write("pod.yaml", Pod), "--config", config, "--output", "sarif")).Json().GetProperty("runs")[0];

        Assert.Equal("note", run.GetProperty("invocations")[0].GetProperty("toolConfigurationNotifications")[0].GetProperty("level").GetString());
    }

    [Fact]
    public async Task The_file_of_the_admission_plugin_stands_beside_the_configuration()
    {
        string pod = _folder.Write("pod.yaml", Pod.Replace("containers", "hostPID: true, containers", StringComparison.Ordinal));
        string config = _folder.Write("policykit.yaml", "packs: [pod_security]\npodSecurity: {configuration: cluster/psa.yaml}\n");

        Invocation missing = await Invocation.Check(pod, "--config", config);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("cluster/psa.yaml`, which `podSecurity.configuration` of ", missing.Error, StringComparison.Ordinal);

        string plugin = _folder.Write("cluster/psa.yaml", "apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {enforce: privileged, warn: baseline}\n");
        Invocation warned = await Invocation.Check(pod, "--config", config);
        Assert.Equal((0, ""), (warned.ExitCode, warned.Error));
        Assert.Contains("0 denials, 1 warning,", warned.Output, StringComparison.Ordinal);

        _folder.Write("cluster/psa.yaml", "apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {enforce: baselin}\n");
        Invocation broken = await Invocation.Check(pod, "--config", config);
        Assert.Equal(2, broken.ExitCode);
        Assert.Contains($"{plugin}:3:12: error PK5301: the API server does not start with this", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Definitions_of_the_configuration_say_which_objects_have_the_namespace_that_they_state()
    {
        _folder.Write("policies/names.policy", Policy.Replace("[\"Pod\"]", "[\"Widget.example.com\"]", StringComparison.Ordinal).Split("test ")[0]);
        string widget = _folder.Write("widget.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: db, namespace: kube-system}\n");
        string config = _folder.Write("policykit.yaml", "packs: none\nsources: policies\npolicies: {team.names: {params: {allowed: [web]}}}\nexempt: {namespaces: [kube-system]}\n");
        string crds = _folder.Write("crds.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com, scope: Namespaced, names: {kind: Widget, plural: widgets}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}\n");

        Assert.Equal(1, (await Invocation.Check(widget, "--config", config)).ExitCode);
        Assert.Equal(0, (await Invocation.Check(widget, "--config", config, "--crd", crds)).ExitCode);
        _folder.Write("crds.yaml", File.ReadAllText(crds).Replace("Namespaced", "Cluster", StringComparison.Ordinal));
        Assert.Equal(1, (await Invocation.Check(widget, "--config", config, "--crd", crds)).ExitCode);
        Assert.Contains("at metadata.name of Widget db\n", (await Invocation.Check(widget, "--config", config, "--crd", crds, "--namespace", "kube-system")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_the_configuration_end_the_run_before_anything_is_judged()
    {
        string policy = _folder.Write("policies/names.policy", Policy);
        string pod = _folder.Write("pod.yaml", Pod);
        string config = _folder.Write("policykit.yaml", "pack: [none]\n");

        foreach (string[] arguments in (string[][])[["check", pod], ["test", policy], ["build", policy, "-o", Path.Combine(Path.GetDirectoryName(pod)!, "x.pkp")]])
        {
            Invocation run = await Invocation.Run([.. arguments, "--config", config]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("error PK5301: the configuration has no member `pack`; did you mean `packs`?", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("policies: {'*': {enforcement: off}}", "every policy is off: nothing was judged")]
    [InlineData("sources: ['']", "`sources` has an empty name")]
    [InlineData("crds: ['']", "`crds` has an empty name")]
    [InlineData("sources: secret.txt", "secret.txt`, which `sources` of ")]
    [InlineData("podSecurity: {configuration: .}", "cannot be read: it is a folder")]
    public async Task What_would_judge_nothing_or_show_what_is_no_source_is_refused(string configuration, string expected)
    {
        _folder.Write("secret.txt", "user: hunter2\n");
        Invocation run = await Invocation.Check(_folder.Write("pod.yaml", Pod), "--config", _folder.Write("policykit.yaml", configuration + "\n"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_is_said_so() =>
        Assert.Equal("error: `missing.yaml` cannot be read: there is no such file\n", (await Invocation.Check(_folder.Write("pod.yaml", Pod), "--config", "missing.yaml")).Error);

    [Theory]
    [InlineData("bad name")]
    [InlineData("Shop")]
    [InlineData("-a")]
    [InlineData("")]
    public async Task A_namespace_has_a_name(string name)
    {
        Invocation run = await Invocation.Check(_folder.Write("pod.yaml", Pod), "--namespace", name);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"`{name}` is no name of a namespace", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_param_without_a_value_ends_the_run_before_anything_is_judged()
    {
        string policy = _folder.Write("policies/names.policy", Policy);
        Invocation run = await Invocation.Check(_folder.Write("pod.yaml", Pod), "--policy", policy, "--pack", "none");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{policy}:9:11: error PK5305: param `allowed` of policy `team.names` has no default and is given no value", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task Tests_do_not_see_the_values()
    {
        string policy = _folder.Write("policies/names.policy", Policy);
        string config = _folder.Write("policykit.yaml", "policies: {team.names: {params: {allowed: [db]}}}\n");

        Assert.Equal(0, (await Invocation.Run(["test", policy, "--config", config])).ExitCode);
    }

    [Theory]
    [InlineData("--config", "missing.yaml")]
    [InlineData("--config", "missing.yaml", "--no-config")]
    public async Task A_configuration_that_is_not_there_is_an_error(params string[] options) =>
        Assert.Equal(2, (await Invocation.Check([_folder.Write("pod.yaml", Pod), .. options])).ExitCode);
}
