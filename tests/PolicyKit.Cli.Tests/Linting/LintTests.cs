using System.Text.Json;

namespace PolicyKit.Cli.Tests.Linting;

/// <summary><c>policykit lint</c>.</summary>
public sealed class LintTests : IDisposable
{
    private const string UnusedImport = "package p\n\nimport data.unused\n\nallow if input.x == 1\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_found_is_shown_in_its_line()
    {
        string file = _folder.Write("a.rego", UnusedImport);

        Invocation run = await Lint(_folder.Path);

        Assert.Equal(new Invocation(1, $"{file}:3:1: warning PK6003: nothing uses the import `unused`\n 3 | import data.unused\n   | ^^^^^^^^^^^^^^^^^^\n\n1 file: 0 errors, 1 warning, 0 hints\n", ""), run);
    }

    [Fact]
    public async Task Nothing_found_is_told_too()
    {
        _folder.Write("a.rego", "package p\n\nallow if input.x == 1\n");

        Assert.Equal(new Invocation(0, "1 file: 0 errors, 0 warnings, 0 hints\n", ""), await Lint(_folder.Path));
    }

    [Theory]
    [InlineData(0, "--rule", "PK6003=off")]
    [InlineData(0, "--rule", "PK6003=info")]
    [InlineData(1, "--rule", "PK6003=info", "--fail-on", "info")]
    [InlineData(1, "--rule", "PK6001=off,PK6003=error", "--fail-on", "error")]
    [InlineData(0, "--fail-on", "error")]
    [InlineData(0, "--rule", "PK6003=error", "--fail-on", "never")]
    public async Task Levels_decide_the_exit_code(int expected, params string[] options)
    {
        _folder.Write("a.rego", UnusedImport);

        Assert.Equal(expected, (await Lint([_folder.Path, .. options])).ExitCode);
    }

    [Theory]
    [InlineData("PK6003", "error: `PK6003` is no ID=LEVEL; levels are error, warning, info and off\n")]
    [InlineData("PK6003=loud", "error: `PK6003=loud` is no ID=LEVEL; levels are error, warning, info and off\n")]
    [InlineData("PK6903=off", "error: there is no lint rule `PK6903`; did you mean `PK6003`?\n")]
    public async Task Levels_that_are_none_are_refused(string rule, string error)
    {
        _folder.Write("a.rego", UnusedImport);

        Assert.Equal(new Invocation(2, "", error), await Lint(_folder.Path, "--rule", rule));
    }

    [Fact]
    public async Task Other_policies_use_what_they_use_and_are_not_looked_at()
    {
        string looked = _folder.Write("a/a.policy", "package p\n\nhelper := 1\n\npolicy a {\n    title: \"A\"\n    description: \"A.\"\n    severity: low\n    match: [\"Pod\"]\n\n    deny at object.metadata.labels if not object.metadata.labels\n\n    test \"a\" {\n        given `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}`\n        expect deny\n    }\n}\n");
        string other = _folder.Write("b/b.rego", "package q\n\nimport data.unused\n\nimport data.p\n\na := p.helper\n");

        Assert.Contains("PK6001", (await Lint(looked)).Output, StringComparison.Ordinal);
        Assert.Equal("1 file: 0 errors, 0 warnings, 0 hints\n", (await Lint(looked, "--policy", other)).Output);
    }

    [Fact]
    public async Task Broken_policies_come_first()
    {
        _folder.Write("a.rego", UnusedImport + "\nbroken := missing(1)\n");

        Invocation run = await Lint(_folder.Path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("error PK2003", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("PK6003", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_look_at_is_an_error() =>
        Assert.Equal(new Invocation(2, "", $"error: there is no .policy or .rego file and no ConstraintTemplate in `{_folder.Path}`\n"), await Lint(_folder.Path));

    [Fact]
    public async Task Rego_in_templates_is_looked_at_where_it_stands()
    {
        string file = _folder.Write("template.yaml", """
            apiVersion: templates.gatekeeper.sh/v1
            kind: ConstraintTemplate
            metadata: {name: labels}
            spec:
              crd: {spec: {names: {kind: Labels}}}
              targets:
              - target: admission.k8s.gatekeeper.sh
                rego: |
                  package labels

                  violation[{"msg": msg}] {
                    spec := input.review.object.spec
                    msg := "no"
                  }

            """);

        Invocation run = await Lint(_folder.Path);

        Assert.StartsWith($"{file}:12:9: warning PK6004: `spec` is never read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        string file = _folder.Write("a.rego", UnusedImport);

        JsonElement json = (await Lint(_folder.Path, "--output", "json")).Json();

        Assert.Equal("""{"files":1,"errors":0,"warnings":1,"infos":0,"exitCode":1}""", JsonSerializer.Serialize(json.GetProperty("summary")));
        JsonElement diagnostic = Assert.Single(json.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(("PK6003", "warning", file, 3, 1), (diagnostic.GetProperty("id").GetString(), diagnostic.GetProperty("severity").GetString(), diagnostic.GetProperty("file").GetString(), diagnostic.GetProperty("line").GetInt32(), diagnostic.GetProperty("column").GetInt32()));
        Assert.Equal((3, 19), (diagnostic.GetProperty("endLine").GetInt32(), diagnostic.GetProperty("endColumn").GetInt32()));
    }

    [Fact]
    public async Task Sarif_says_the_same()
    {
        _folder.Write("a.rego", UnusedImport);

        JsonElement run = Assert.Single((await Lint(_folder.Path, "--output", "sarif")).Json().GetProperty("runs").EnumerateArray());

        JsonElement result = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal("PK6003", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal(("PK6003", "warning", "nothing uses the import `unused`"), (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString(), result.GetProperty("message").GetProperty("text").GetString()));
        Assert.Equal("""{"startLine":3,"startColumn":1,"endLine":3,"endColumn":19}""", JsonSerializer.Serialize(result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region")));
    }

    [Fact]
    public async Task The_standard_policies_have_no_lints()
    {
        Invocation run = await Lint(RepositoryFiles.PathOf("policies"), RepositoryFiles.PathOf("docs/examples/access"), RepositoryFiles.PathOf("docs/examples/gatekeeper"), "--fail-on", "info");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("files: 0 errors, 0 warnings, 0 hints\n", run.Output, StringComparison.Ordinal);
    }

    private static Task<Invocation> Lint(params string[] arguments) => Invocation.Run(["lint", .. arguments]);
}
