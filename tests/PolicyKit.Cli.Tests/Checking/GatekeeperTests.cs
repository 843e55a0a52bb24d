using System.Text.Json;

namespace PolicyKit.Cli.Tests.Checking;

/// <summary>Gatekeeper's templates and constraints as policies of <c>policykit check</c>.</summary>
public sealed class GatekeeperTests : IDisposable
{
    private const string Template = """
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: k8snopods}
        spec:
          crd: {spec: {names: {kind: K8sNoPods}}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package nopods

              violation[{"msg": msg}] {
                input.review.kind.kind == "Pod"
                msg := sprintf("no pod, not even %v", [input.review.object.metadata.name])
              }

        """;

    private const string Constraint = """
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: K8sNoPods
        metadata: {name: no-pods}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_shows_what_the_command_prints()
    {
        Invocation run = await Invocation.Check("--policy", RepositoryFiles.PathOf("docs/examples/gatekeeper/policies"), RepositoryFiles.PathOf("docs/examples/gatekeeper/manifests"));
        string printed = run.Output.Replace(RepositoryFiles.PathOf("docs")[..^"docs".Length], "", StringComparison.Ordinal);
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs/gatekeeper.md")).Split("```text\n")[1].Split("```")[0];

        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitCode);
        Assert.All(page.Split("…\n"), part => Assert.Contains("\n" + part, printed, StringComparison.Ordinal));
        Assert.EndsWith("2 denials, 1 warning, 0 errors, 1 only recorded, 0 not judged, 0 objects of no policy's kind, 0 skipped\n", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_is_cut_off_is_one_message()
    {
        _folder.Write("policies/template.yaml", Template.Replace("sprintf(", "message(", StringComparison.Ordinal));

        Invocation run = await Check();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("template.yaml:13:16: error PK2003", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("PK5116", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 error: nothing was judged", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_constraint_judges_and_samples_beside_it_do_not()
    {
        _folder.Write("policies/template.yaml", Template);
        _folder.Write("policies/samples/constraint.yaml", Constraint);
        _folder.Write("policies/samples/pod.yaml", Manifests.Privileged);
        _folder.Write("policies/values.yaml", "replicas: 2\n");

        Invocation run = await Check("--output", "json");

        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitCode);
        JsonElement finding = Assert.Single(run.Json().GetProperty("findings").EnumerateArray());
        Assert.Equal("K8sNoPods/no-pods", finding.GetProperty("policy").GetString());
        Assert.Equal("no pod, not even web", finding.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("deny", "deny", 1)]
    [InlineData("warn", "warn", 1)]
    [InlineData("dryrun", "audit", 0)]
    public async Task The_enforcement_action_is_the_level(string action, string level, int exitCode)
    {
        _folder.Write("policies/all.yaml", $"{Template}---\n{Constraint}spec: {{enforcementAction: {action}}}\n");

        Invocation run = await Check("--output", "json", "--fail-on", "warn");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(level, run.Json().GetProperty("findings")[0].GetProperty("level").GetString());
        Assert.Equal(1, run.Json().GetProperty("summary").GetProperty(level).GetInt32());
    }

    [Fact]
    public async Task A_mistake_in_Rego_stands_at_its_line_of_the_YAML()
    {
        string file = _folder.Write("policies/all.yaml", Template.Replace("[input.review", "[inptu.review", StringComparison.Ordinal) + "---\n" + Constraint);

        Invocation run = await Check();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            $"""
            {file}:13:48: error PK3001: variable `inptu` is unsafe: nothing in the body gives it a value
             13 |         msg := sprintf("no pod, not even %v", [inptu.review.object.metadata.name])
                |                                                ^^^^^
            """,
            run.Error.Replace("; did you mean `input`?", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_without_any_constraint_judge_nothing_and_that_is_said()
    {
        _folder.Write("policies/template.yaml", Template);

        Invocation run = await Check();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("info PK5116: template `K8sNoPods` has no constraint", run.Error, StringComparison.Ordinal);
        Assert.Contains("there is no policy that is enforced", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_named_must_hold_a_policy()
    {
        string pod = _folder.Write("pod.yaml", Manifests.Clean);

        Invocation run = await Invocation.Check(pod, "--policy", pod);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("holds neither a ConstraintTemplate nor a constraint", run.Error, StringComparison.Ordinal);
    }

    private Task<Invocation> Check(params string[] options) =>
        Invocation.Check([_folder.Write("web.yaml", Manifests.Clean), "--pack", "none", "--policy", Path.Combine(_folder.Path, "policies"), .. options]);
}
