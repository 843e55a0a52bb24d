using System.Text;
using System.Text.Json;

namespace PolicyKit.Cli.Tests.Fixing;

public sealed class FixTests : IDisposable
{
    private const string Policy =
        """
        package t

        policy p {
            title: "t"
            match: ["ConfigMap", "Pod"]

            deny at object.data.bad because "bad" fix remove if object.data.bad

            deny at object.data.level because "level" fix unsafe set "low" if object.data.level != "low"

            deny at object.data.a because "one" fix set "1" if object.data.a == "0"

            deny at object.data.a because "two" fix set "2" if object.data.a == "0"

            warn at object.data.chain because "chain" fix set object.data.chain - 1 if object.data.chain > 0

            warn at object.data because "proposed" fix create {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "new"}} if object.data.propose
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _policy;

    public FixTests() => _policy = _folder.Write("policies/p.policy", Policy);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Safe_fixes_are_written_and_nothing_else_changes()
    {
        string path = _folder.Write("a.yaml", Map("  bad: \"1\" # out\n  # stays\n  level: high\n") + "---\n" + Map("  good: x\n"));
        Invocation run = await Run("--fix", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(Map("  # stays\n  level: high\n") + "---\n" + Map("  good: x\n"), await File.ReadAllTextAsync(path));
        Assert.Contains($"fixed: {path}: t.p: remove, for data.bad of ConfigMap c", run.Output, StringComparison.Ordinal);
        Assert.Contains("not fixed: 1 finding whose fix can stop a working program", run.Output, StringComparison.Ordinal);

        Invocation all = await Run("--fix", "--unsafe-fixes", path);
        Assert.Equal(0, all.ExitCode);
        Assert.Equal(Map("  # stays\n  level: low\n") + "---\n" + Map("  good: x\n"), await File.ReadAllTextAsync(path));
        Assert.Equal(0, (await Run(path)).ExitCode);
    }

    [Fact]
    public async Task A_difference_changes_nothing()
    {
        string text = Map("  good: x\n  bad: \"1\"\n");
        string path = _folder.Write("a.yaml", text);
        Invocation run = await Run("--diff", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
        Assert.StartsWith($"--- {path}\n+++ {path}\n@@", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("   good: x\n-  bad: \"1\"\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("would fix", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_fixed_to_standard_output()
    {
        Invocation run = await Invocation.Run(["check", "--pack", "none", "--policy", _policy, "--fix", "-"], Map("  bad: \"1\"\n  x: \"é\"\n"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Map("  x: \"é\"\n"), run.Output);
        Assert.Contains("fixed: stdin", run.Error, StringComparison.Ordinal);

        Invocation clean = await Invocation.Run(["check", "--pack", "none", "--policy", _policy, "--fix", "-"], Map("  x: y\n"));
        Assert.Equal(Map("  x: y\n"), clean.Output);
    }

    [Theory]
    [InlineData("--unsafe-fixes")]
    [InlineData("--diff", "--output", "json")]
    [InlineData("--fix", "-", "--output", "sarif")]
    public async Task Options_that_contradict_each_other_are_refused(params string[] options)
    {
        Invocation run = await Run([.. options, _folder.Write("a.yaml", Map("  x: y\n"))]);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Fixes_that_contradict_each_other_are_reported_and_those_that_follow_each_other_applied()
    {
        string path = _folder.Write("a.yaml", Map("  a: \"0\"\n  chain: 3\n  propose: \"yes\"\n").Replace("ConfigMap", "Pod", StringComparison.Ordinal));
        JsonElement report = (await Run("--fix", "--output", "json", path)).Json();
        JsonElement fixes = report.GetProperty("fixes");
        Assert.True(fixes.GetProperty("written").GetBoolean());
        Assert.Contains("  chain: 0\n", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Equal(["the fix of t.p contradicts it at data.a", "the fix of t.p contradicts it at data.a"], fixes.GetProperty("notFixed").EnumerateArray().Select(f => f.GetProperty("reason").GetString()!));
        Assert.Equal("new", fixes.GetProperty("proposed")[0].GetProperty("object").GetProperty("metadata").GetProperty("name").GetString());
        JsonElement finding = report.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("message").GetString() == "one");
        Assert.Equal("""[{"op":"replace","path":"/data/a","value":"1"}]""", JsonSerializer.Serialize(finding.GetProperty("fix").GetProperty("patch")));
    }

    [Fact]
    public async Task What_an_alias_shares_is_not_fixed()
    {
        string text = Map("  bad: &x \"1\"\n  other: *x\n");
        string path = _folder.Write("a.yaml", text);
        Invocation run = await Run("--fix", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
        Assert.Contains("not fixed", run.Output, StringComparison.Ordinal);
        Assert.Contains("other fields share it by the anchor `&x`", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_of_lists_and_json_are_fixed()
    {
        string path = _folder.Write("a.json", "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"data\":{\"bad\":\"1\",\"x\":\"y\"}},\n{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"b\"},\"data\":{\"x\":\"y\",\"bad\":\"1\"}}]}\n");
        Assert.Equal(0, (await Run("--fix", path)).ExitCode);
        Assert.Equal("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"data\":{\"x\":\"y\"}},\n{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"b\"},\"data\":{\"x\":\"y\"}}]}\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Sarif_tells_the_lines_that_a_fix_changes()
    {
        string path = _folder.Write("a.yaml", Map("  x: y\n  bad: \"1\""));
        JsonElement result = (await Run("--output", "sarif", path)).Json().GetProperty("runs")[0].GetProperty("results")[0];
        JsonElement change = result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0];
        Assert.Equal("""{"startLine":6,"startColumn":1,"endLine":6,"endColumn":11}""", JsonSerializer.Serialize(change.GetProperty("deletedRegion")));
        Assert.Equal("", change.GetProperty("insertedContent").GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_encoding_stays()
    {
        byte[] bytes = Utf16(Map("  bad: \"1\"\r\n  x: é\r\n"));
        string path = _folder.Write("a.yaml", "");
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Equal(0, (await Run("--fix", path)).ExitCode);
        Assert.Equal(Utf16(Map("  x: é\r\n")), await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task What_one_document_refuses_is_said_of_that_one_alone()
    {
        string path = _folder.Write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  bad: &x \"1\"\n  other: *x\n---\n" + Map("  bad: \"1\"\n  x: y\n"));
        Invocation run = await Run("--fix", path);
        Assert.Contains($"fixed: {path}: t.p: remove, for data.bad of ConfigMap c", run.Output, StringComparison.Ordinal);
        Assert.Contains($"not fixed: {path}: t.p: remove, for data.bad of ConfigMap a: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"not fixed: {path}: t.p: remove, for data.bad of ConfigMap c", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_that_no_API_server_reads_is_refused_and_the_others_are_made()
    {
        string text = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n  spec: {hostNetwork: true}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n  data: {bad: \"1\", x: y}\n";
        string path = _folder.Write("a.yaml", text);
        string policy = _folder.Write("policies/q.policy", "package t\n\npolicy q {\n    match: [\"Pod\"]\n    deny at object.spec.hostNetwork fix set \"no\" if object.spec.hostNetwork == true\n}\n");
        Invocation run = await Run("--fix", "--policy", policy, path);
        Assert.Equal(text.Replace("bad: \"1\", ", "", StringComparison.Ordinal), await File.ReadAllTextAsync(path));
        Assert.Contains($"not fixed: {path}: t.q: set \"no\", for spec.hostNetwork of Pod a: then `spec.hostNetwork` of Pod a must be ", run.Output, StringComparison.Ordinal);
    }

    private static byte[] Utf16(string text) => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)];

    private Task<Invocation> Run(params string[] arguments) => Invocation.Check(["--pack", "none", "--policy", _policy, .. arguments]);

    private static string Map(string data) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n{data}";
}
