using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Configuration;

namespace PolicyKit.Kubernetes.Tests.Configuration;

/// <summary>A project on disk: what <c>policykit.yaml</c> names is read from its folder on.</summary>
public sealed class PolicyProjectTests : IDisposable
{
    private const string Policy = """
        package team

        policy widgets {
            title: "Widgets"
            description: "none is allowed"
            severity: low
            match: ["Widget.example.com"]

            deny at object.metadata.name because "a widget"
        }
        """;

    private const string Definition = "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: widgets.example.com}, spec: {group: example.com, names: {kind: Widget, plural: widgets}, scope: Namespaced, versions: []}}\n";

    private const string Template = """
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: nopods}
        spec:
          crd: {spec: {names: {kind: NoPods}}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package nopods
              violation[{"msg": "no pods"}] { data.inventory.namespace[_]["v1"]["ConfigMap"][_].metadata.labels.pods == "no" }
        ---
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: NoPods
        metadata: {name: all}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_file_names_is_read_from_its_folder_on()
    {
        _folder.Write("policies/deep/widgets.policy", Policy);
        _folder.Write("policies/names.rego", "package names\n\nimport rego.v1\n\ndeny contains \"no name\" if not input.metadata.name\n");
        _folder.Write("policies/a-test-object.yaml", "apiVersion: v1\nkind: Pod\n");
        _folder.Write("gatekeeper.yaml", Template);
        _folder.Write("crds/widget.yaml", Definition);
        _folder.Write("cluster/psa.yaml", "apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {enforce: baseline}\n");
        string file = _folder.Write("policykit.yaml", "sources: [policies, gatekeeper.yaml]\ncrds: crds\npacks: pod_security\npodSecurity: {configuration: cluster/psa.yaml}\nexempt: {namespaces: [kube-system]}\n");

        foreach (string path in (string[])[file, Path.GetDirectoryName(file)!])
        {
            PolicyProject project = PolicyProject.Load(path);
            ConfiguredProgram configured = project.Compile();

            Assert.Empty(configured.Diagnostics);
            Assert.True(project.ReadsInventory);
            PolicyProgram program = configured.Program!;
            Assert.Equal(["pod_security.baseline.host_namespaces"], IdsOf(program, """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "a"}]}}"""));
            Assert.Equal(["team.widgets"], IdsOf(program, """{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w", "namespace": "shop"}}"""));
            Assert.Equal([], IdsOf(program, """{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w", "namespace": "kube-system"}}"""));
            Assert.Equal(["names"], IdsOf(program, """{"apiVersion": "v1", "kind": "ConfigMap"}"""));
            Assert.Contains(program.Policies, p => p.Id.StartsWith("NoPods", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_was_asked_for_comes_before_the_file()
    {
        string file = _folder.Write("policykit.yaml", "packs: none\nsources: own.policy\n");
        _folder.Write("own.policy", Policy);

        Assert.Equal(["team.widgets"], PolicyProject.Load(file).Compile().Program!.Policies.Select(p => p.Id));
        Assert.Contains(PolicyProject.Load(file).Compile(new PolicyChoice { Packs = ["network"] }).Program!.Policies, p => p.Id.StartsWith("network.", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_have_their_files_once_whatever_links_lead_back()
    {
        _folder.Write("own/b.policy");
        _folder.Write("own/a/c.policy");
        _folder.Write("own/.git/d.policy");
        _folder.Write("shared/e.policy");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "own", "a", "back"), "..");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "own", "linked"), "../shared");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "own", "linked-again"), "../shared");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "own", "f.policy"), "../shared/e.policy");

        Assert.Equal(["a/c.policy", "b.policy", "f.policy", "linked/e.policy"], PolicyProject.FilesBelow(Path.Combine(_folder.Path, "own")).Select(file => file[(_folder.Path.Length + "/own/".Length)..]));
        Assert.Throws<DirectoryNotFoundException>(() => PolicyProject.FilesBelow(Path.Combine(_folder.Path, "nowhere")));
    }

    [Fact]
    public void Pipes_are_no_files_and_a_mistake_where_one_has_the_name_of_a_source()
    {
        if (OperatingSystem.IsWindows()) return;
        _folder.Write("own/a.policy");
        _folder.WritePipe("own/editor");
        string own = Path.Combine(_folder.Path, "own");
        Assert.Equal($"{own}/a.policy", Assert.Single(PolicyProject.FilesBelow(own)));

        _folder.WritePipe("own/b.policy");
        Assert.Equal("`b.policy` is a pipe or a device, which is no file", Assert.Throws<IOException>(() => PolicyProject.FilesBelow(own)).Message);
    }

    [Fact]
    public void A_pack_is_a_source()
    {
        using (FileStream stream = File.Create(Path.Combine(_folder.Path, "own.pkp"))) Compilation.Create([Syntax.SyntaxTree.Parse(Policy, "own.policy")], KubernetesDomain.Instance).Emit().Program!.Save(stream);
        string file = _folder.Write("policykit.yaml", "packs: none\nsources: own.pkp\n");

        Assert.Equal(["team.widgets"], PolicyProject.Load(file).Compile().Program!.Policies.Select(p => p.Id));
    }

    [Fact]
    public void A_policy_in_a_package_of_the_standard_ones_is_compiled_with_them()
    {
        _folder.Write("own.policy", Policy.Replace("package team", "package network", StringComparison.Ordinal));
        ConfiguredProgram configured = PolicyProject.Load(_folder.Write("policykit.yaml", "sources: own.policy\n")).Compile();

        Assert.Empty(configured.Diagnostics);
        Assert.Contains(configured.Program!.Policies, p => p.Id == "network.widgets");
        Assert.Contains(configured.Program.Policies, p => p.Id == "network.invalid_cidr");
    }

    [Theory]
    [InlineData("sources: [nowhere, own.policy]", "1:1 PK5301 `FOLDER/nowhere`, which `sources` names, does not exist")]
    [InlineData("packs: [network]\ncrds: nowhere/", "2:1 PK5301 `FOLDER/nowhere/`, which `crds` names, does not exist")]
    [InlineData("podSecurity: {configuration: nowhere.yaml}", "1:15 PK5301 `FOLDER/nowhere.yaml`, which `podSecurity.configuration` names, does not exist")]
    [InlineData("podSecurity: {configuration: empty}", "1:15 PK5301 what `empty` says was not given, so that it is not known what pods are held to")]
    [InlineData("sources: empty", "1:1 PK5301 there is no .policy or .rego file and no ConstraintTemplate in what `sources` names")]
    [InlineData("crds: pod.yaml", "1:1 PK5301 there is no CustomResourceDefinition in what `crds` names")]
    [InlineData("sources: pod.yaml", "1:1 PK5301 `FOLDER/pod.yaml` holds neither a ConstraintTemplate nor a constraint of one")]
    [InlineData("sources: [own.policy, notes.txt]", "1:1 PK5301 `FOLDER/notes.txt` is no .policy, .rego, .yaml, .yml, .json or .pkp file")]
    [InlineData("sources: broken.pkp", "1:1 PK5301 `FOLDER/broken.pkp`: this is no compiled pack")]
    [InlineData("sources: binary.policy", "1:1 PK5301 `FOLDER/binary.policy` cannot be read: line 1 is no UTF-8 text")]
    [InlineData("pack: none", "1:1 PK5301 the configuration has no member `pack`; did you mean `packs`? (members: packs, profile, kubernetesVersion, sources, crds, policies, podSecurity, exempt, waivers, waiversInObjects)")]
    public void What_is_wrong_leaves_no_program_and_is_told_where_it_is_named(string configuration, string expected)
    {
        _folder.Write("own.policy", Policy);
        _folder.Write("pod.yaml", "apiVersion: v1\nkind: Pod\n");
        _folder.Write("broken.pkp", "PKP?");
        _folder.Write("notes.txt", "package own\n");
        File.WriteAllBytes(Path.Combine(_folder.Path, "binary.policy"), [0xC3, 0x28]);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        ConfiguredProgram configured = PolicyProject.Load(_folder.Write("policykit.yaml", configuration + "\n")).Compile();

        Assert.Null(configured.Program);
        Diagnostic only = Assert.Single(configured.Diagnostics);
        Assert.Equal(expected.Replace("FOLDER", _folder.Path, StringComparison.Ordinal), $"{only.Location.Start} {only.Id} {only.Message}");
    }

    [Fact]
    public void A_file_that_is_no_text_leaves_no_program()
    {
        string file = _folder.Write("policykit.yaml");
        File.WriteAllBytes(file, [.. "packs: [network]\nexempt: {namespaces: ["u8, 0xC3, 0x28, .. "]}\n"u8]);

        ConfiguredProgram configured = PolicyProject.Load(file).Compile();

        Assert.Null(configured.Program);
        Assert.Equal($"`{file}` cannot be read: line 2 is no UTF-8 text", Assert.Single(configured.Diagnostics).Message);
    }

    [Fact]
    public void Warnings_about_policies_stand_beside_the_program_and_errors_leave_none()
    {
        string policy = _folder.Write("own.policy", Policy.Replace("Widget.example.com", "Pod", StringComparison.Ordinal).Replace("\"a widget\"", "\"a pod\" if object.metadata.name == 3", StringComparison.Ordinal));
        string file = _folder.Write("policykit.yaml", "sources: own.policy\n");

        ConfiguredProgram configured = PolicyProject.Load(file).Compile();
        Assert.NotNull(configured.Program);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(configured.Diagnostics).Severity);

        File.WriteAllText(policy, "package own\n\nnothing if nothing");
        ConfiguredProgram broken = PolicyProject.Load(file).Compile();
        Assert.Null(broken.Program);
        Assert.Contains(broken.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_the_caller() => Assert.Throws<FileNotFoundException>(() => PolicyProject.Load(Path.Combine(_folder.Path, "policykit.yaml")));

    private static IEnumerable<string> IdsOf(PolicyProgram program, string json) => program.Evaluate(System.Text.Encoding.UTF8.GetBytes(json)).Findings.Select(f => f.PolicyId);
}
