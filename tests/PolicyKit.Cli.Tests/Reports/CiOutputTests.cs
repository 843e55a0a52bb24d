using System.Xml.Linq;

namespace PolicyKit.Cli.Tests.Reports;

/// <summary>What CI systems read of a check: JUnit's XML, and GitHub's workflow commands.</summary>
public sealed class CiOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_finding_is_a_case_and_so_is_each_object_without_one()
    {
        string denied = _folder.Write("a.yaml", Manifests.Privileged);
        _folder.Write("b.yaml", Manifests.Lease + "\n---\n" + Manifests.OpenEgress);
        _folder.Write("c.yaml", "replicas: 3\n");
        _folder.Write("d.yaml", "kind: [\n");

        Invocation run = await Invocation.Check(_folder.Path, "--pack", "pod_security/baseline,network", "--output", "junit");
        XElement suites = XDocument.Parse(run.Output).Root!;

        Assert.Equal(2, run.ExitCode);
        string[] files = [.. suites.Elements("testsuite").Select(s => s.Attribute("name")!.Value[(_folder.Path.Length + 1)..])];
        Assert.Equal(["a.yaml", "b.yaml", "c.yaml", "d.yaml"], files);
        XElement failed = Case(suites, "Pod shop/web: pod_security.baseline.privileged at spec.containers[0].securityContext.privileged");
        Assert.Equal(("9", denied, denied), (failed.Attribute("line")!.Value, failed.Attribute("file")!.Value, failed.Attribute("classname")!.Value));
        XElement failure = Assert.Single(failed.Elements("failure"));
        Assert.Equal(("privileged (container \"web\" must not set securityContext.privileged=true)", "deny (critical)"), (failure.Attribute("message")!.Value, failure.Attribute("type")!.Value));
        Assert.Empty(Case(suites, "Lease shop/leader").Elements());
        Assert.Equal("no apiVersion and kind", Case(suites, _folder.Path + "/c.yaml").Element("skipped")!.Attribute("message")!.Value);
        Assert.Equal("input", suites.Elements("testsuite").Last().Element("testcase")!.Element("error")!.Attribute("type")!.Value);
        Assert.Contains(suites.Descendants("system-out"), warned => warned.Value.StartsWith("warn (", StringComparison.Ordinal));
        foreach (XElement sums in suites.Elements("testsuite").Prepend(suites))
        {
            Assert.Equal(sums.Attribute("tests")!.Value, $"{sums.Descendants("testcase").Count()}");
            Assert.Equal(sums.Attribute("failures")!.Value, $"{sums.Descendants("failure").Count()}");
            Assert.Equal(sums.Attribute("errors")!.Value, $"{sums.Descendants("error").Count()}");
            Assert.Equal(sums.Attribute("skipped")!.Value, $"{sums.Descendants("skipped").Count()}");
        }
    }

    [Theory]
    [InlineData("deny", 0)]
    [InlineData("warn", 1)]
    [InlineData("never", 0)]
    public async Task What_fails_is_what_counts_for_the_exit_code(string failOn, int exitCode)
    {
        Invocation run = await Invocation.Check(_folder.Write("a.yaml", Manifests.OpenEgress), "--pack", "network", "--fail-on", failOn, "--output", "junit");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 0, XDocument.Parse(run.Output).Root!.Attribute("failures")!.Value == "0");
    }

    [Fact]
    public async Task What_is_waived_or_not_judged_is_skipped_with_the_reason()
    {
        string config = _folder.Write("policykit.yaml", "waivers: [{policies: [pod_security.*], reason: agent, owner: me, match: {names: [web]}}]\n");
        XElement suites = XDocument.Parse((await Invocation.Check(_folder.Write("a.yaml", Manifests.Privileged), "--config", config, "--output", "junit")).Output).Root!;

        Assert.Equal("0", suites.Attribute("failures")!.Value);
        string[] reasons = [.. suites.Descendants("skipped").Select(s => s.Attribute("message")!.Value).Distinct()];
        Assert.Contains("waived: agent (me)", reasons);
        Assert.Contains(reasons, reason => reason.StartsWith("not judged: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a: 1\n", "there is nothing to check")]
    [InlineData("", "there is nothing to check")]
    public async Task Nothing_to_check_is_an_error(string text, string expected)
    {
        _folder.Write("policykit.yaml", text);
        Invocation run = await Invocation.Check(_folder.Path, "--no-config", "--output", "junit");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(expected, Assert.Single(XDocument.Parse(run.Output).Descendants("error")).Attribute("message")!.Value);
    }

    [Fact]
    public async Task A_broken_policy_is_an_error()
    {
        string policy = _folder.Write("own.policy", "package own\n\nnothing if nothing\n");
        Invocation run = await Invocation.Check(_folder.Write("a.yaml", Manifests.Clean), "--policy", policy, "--output", "junit");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(XDocument.Parse(run.Output).Descendants("testcase"), c => c.Attribute("file")!.Value == policy && c.Element("error")!.Attribute("type")!.Value == "policy");
    }

    [Fact]
    public async Task Findings_are_annotations_of_GitHub()
    {
        string file = _folder.Write("a,b: 100%.yaml", Manifests.Privileged);
        Invocation run = await Invocation.Check(file, "--pack", "pod_security", "--output", "github");

        Assert.Equal(1, run.ExitCode);
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        string name = file.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
        Assert.Contains($"::error file={name},line=9,col=7,title=pod_security.baseline.privileged (critical)::privileged (container \"web\" must not set securityContext.privileged=true)%0Aat spec.containers[0].securityContext.privileged of Pod shop/web", lines);
        Assert.Contains(lines, line => line.StartsWith("::warning file=", StringComparison.Ordinal));
        Assert.StartsWith("1 object in 1 file: 1 denial, ", lines[^1], StringComparison.Ordinal);
    }

    /// <summary>A workflow command begins a line, so none may begin with what a file says.</summary>
    [Fact]
    public async Task No_text_of_a_file_becomes_a_command()
    {
        string policy = _folder.Write("own.policy", "package own\n\npolicy names {\n    title: \"t\"\n    description: \"d\"\n    severity: low\n    match: [\"ConfigMap\"]\n    deny because $\"{object.data.x}\"\n}\n");
        string file = _folder.Write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"x\\n::add-mask::y\"}\ndata: {x: \"a\\r\\n::error::b\\u2028::error::c\\e[2J\"}\n");
        Invocation run = await Invocation.Check(file, "--pack", "none", "--policy", policy, "--output", "github");

        string[] lines = run.Output.TrimEnd('\n').Split('\n', '\r', '\u2028');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("::error file=", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_about_waivers_are_annotations_and_what_is_only_worth_knowing_is_none()
    {
        string config = _folder.Write("policykit.yaml", "waivers:\n- {policies: [rbac.*], reason: r, owner: me, match: {names: [web]}}\n- {policies: [rbac.*], reason: r, owner: me, match: {names: [elsewhere]}}\n");
        Invocation run = await Invocation.Check(_folder.Write("a.yaml", Manifests.Clean), "--config", config, "--output", "github");

        Assert.Equal([$"::warning file={config},line=2,col=3,title=PK5307::the waiver covers nothing that was found"], run.Output.Split('\n').Where(line => line.Contains("PK53", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_cannot_be_read_is_an_annotation()
    {
        string file = _folder.Write("a.yaml", "kind: [\n");
        Invocation run = await Invocation.Check(file, "--output", "github");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"::error file={file},line=", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sarif", "\"uri\": \"{0}/a%20b.yaml\"")]
    [InlineData("junit", "file=\"{0}/a b.yaml\"")]
    [InlineData("github", "::error file={0}/a b.yaml,")]
    public async Task Files_below_the_current_folder_are_named_from_there(string output, string expected)
    {
        DirectoryInfo below = Directory.CreateDirectory(Path.Combine(Directory.GetCurrentDirectory(), Path.GetRandomFileName()));
        try
        {
            string file = Path.Combine(below.FullName, "a b.yaml");
            File.WriteAllText(file, Manifests.Privileged);
            Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, below.Name), (await Invocation.Check(file, "--pack", "pod_security", "--output", output)).Output, StringComparison.Ordinal);
        }
        finally
        {
            below.Delete(recursive: true);
        }
    }

    private static XElement Case(XElement suites, string name) => suites.Descendants("testcase").Single(c => c.Attribute("name")!.Value == name);
}
