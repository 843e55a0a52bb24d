using System.Text.Json;

namespace PolicyKit.Cli.Tests.Evaluating;

/// <summary><c>policykit eval</c>: answers, outputs, exit codes and errors.</summary>
public sealed class EvalTests : IDisposable
{
    private const string Policy = """
        package app

        default allow := false

        allow if input.user == "ana"

        greeting := concat(" ", ["hello", input.user])

        names contains name if some name in input.names
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_answer_has_values_and_bindings()
    {
        JsonElement result = (await Eval("{\"names\": [\"b\", \"a\"]}", "some x; data.app.names[x]; count(data.app.names)")).Json().GetProperty("result");

        Assert.Equal(2, result.GetArrayLength());
        Assert.Equal("""{"x":"a"}""", Compact(result[0].GetProperty("bindings")));
        Assert.Equal(["\"a\"", "2"], result[0].GetProperty("expressions").EnumerateArray().Select(e => Compact(e.GetProperty("value"))));
        Assert.Equal(["data.app.names[x]", "count(data.app.names)"], result[0].GetProperty("expressions").EnumerateArray().Select(e => e.GetProperty("text").GetString()));
        Assert.Equal([9, 28], result[0].GetProperty("expressions").EnumerateArray().Select(e => e.GetProperty("location").GetProperty("col").GetInt32()));
    }

    [Theory]
    [InlineData("values", "data.app.allow", "[false]\n")]
    [InlineData("values", "data.app.none", "")]
    [InlineData("values", "1 == 2", "[false]\n")]
    [InlineData("values", "1 == 2; true", "")]
    [InlineData("values", "x := 1; x + 1", "[true,2]\n")]
    [InlineData("values", "{\"b\": {2, 1}, [1]: null}", "[{\"b\":[1,2],\"[1]\":null}]\n")]
    [InlineData("values", "1e2 + 12345678901234567890", "[12345678901234567990]\n")]
    [InlineData("raw", "data.app.greeting", "hello bob\n")]
    [InlineData("raw", "data.app.greeting; 1", "hello bob 1\n")]
    [InlineData("bindings", "[\"a\", 2][i] = x", "{\"i\":0,\"x\":\"a\"}\n{\"i\":1,\"x\":2}\n")]
    [InlineData("pretty", "data.app.allow", "false\n")]
    [InlineData("pretty", "data.app.none", "undefined\n")]
    [InlineData("pretty", "x := 1; x + 1", "x = 1\nx + 1 is 2\n")]
    [InlineData("pretty", "1 < 2; 2 < 3", "true\n")]
    [InlineData("json", "data.app.none", "{}\n")]
    public async Task The_answer_is_written_so(string format, string query, string expected)
    {
        Invocation run = await Eval("{\"user\": \"bob\"}", query, "--output", format);

        Assert.Equal((0, expected, ""), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("--format")]
    [InlineData("-f")]
    public async Task The_format_has_OPAs_names_too(string option)
    {
        Assert.Equal("hello bob\n", (await Eval("{\"user\": \"bob\"}", "data.app.greeting", option, "raw")).Output);
        Invocation wrong = await Eval("{}", "1", option, "source");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("`source` is no choice of --output", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("pretty")]
    [InlineData("values")]
    public async Task An_answer_may_nest_more_deeply_than_a_document(string format)
    {
        string rules = string.Join('\n', Enumerable.Range(1, 5_000).Select(i => $"p{i} := [p{i - 1}]"));
        string module = _folder.Write("deep.rego", $"package deep\n\np0 := \"bottom\"\n{rules}\n");

        Invocation run = await Invocation.Run(["eval", "-d", module, "data.deep.p5000", "--output", format]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(new string('[', 5_000) + "\"bottom\"" + new string(']', 5_000), run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.app.none", "--fail", 1)]
    [InlineData("data.app.allow", "--fail", 0)]
    [InlineData("data.app.allow", "--fail-defined", 1)]
    [InlineData("data.app.none", "--fail-defined", 0)]
    [InlineData("data.app.none", "--strict-builtin-errors", 0)]
    public async Task The_exit_code_says_what_was_asked(string query, string option, int expected) => Assert.Equal(expected, (await Eval("{}", query, option)).ExitCode);

    [Fact]
    public async Task A_query_sees_its_package_and_imports()
    {
        Assert.Equal("[false]\n", (await Eval("{}", "allow", "--package", "app", "--output", "values")).Output);
        Assert.Equal("[\"ana\"]\n", (await Eval("{\"user\": {\"name\": \"ana\"}}", "u.name", "--import", "input.user as u", "--output", "values")).Output);
    }

    [Theory]
    [InlineData("x == 1", "<query>:1:1: error PK3001: variable `x` is unsafe: nothing in the body gives it a value\n 1 | x == 1\n   | ^\n\n")]
    [InlineData("count(", "<query>:1:6: error PK1007: `(` is never c")]
    [InlineData("1 / 0", "<query>:1:1: error: div: divide by zero\n 1 | 1 / 0\n   | ^^^^^\n")]
    public async Task A_broken_query_is_shown(string query, string expected)
    {
        Invocation run = await Eval("{}", query, "--strict-builtin-errors");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_a_module_is_shown_at_its_place()
    {
        string module = _folder.Write("m.rego", "package m\n\np := 1 if true\n\np := 2 if true\n");

        Invocation run = await Invocation.Run(["eval", "-d", module, "data.m.p"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"{module}:3:1: error: complete rules must not produce multiple outputs: `p` gave two\n 3 | p := 1 if true\n   | ^^^^^^\n", run.Error);
    }

    [Fact]
    public async Task Print_writes_to_standard_error()
    {
        const string Query = "print(\"a\", input.none, {\"k\": 1}, [\"x\", \"y\"][_], [1, 2][_]); print()";

        Assert.Equal("a <undefined> {\"k\": 1} x 1\na <undefined> {\"k\": 1} x 2\na <undefined> {\"k\": 1} y 1\na <undefined> {\"k\": 1} y 2\n\n", (await Eval("{}", Query)).Error);
        Assert.StartsWith("<query>:1: a <undefined>", (await Eval("{}", Query, "--print-locations")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--explain", "      rule data.app.allow = false\n        FOLDER/app.rego:5 failed\n            5 | input.user == \"ana\": failed\n                input.user = \"bob\"\n        FOLDER/app.rego:3 held\n")]
    [InlineData("--explain=fails", "            5 | input.user == \"ana\": failed\n                input.user = \"bob\"\n")]
    [InlineData("--explain=full", "  1 | data.app.greeting: held\n      rule data.app.greeting = \"hello bob\"\n        FOLDER/app.rego:7 held\n            7 | concat(\" \", [\"hello\", input.user]): held\n                input.user = \"bob\"\n")]
    public async Task An_explanation_shows_what_was_tried(string option, string expected)
    {
        Invocation run = await Eval("{\"user\": \"bob\"}", "data.app.greeting; not data.app.allow", option, "--output", "values");

        Assert.Contains(expected, run.Error.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((0, "[\"hello bob\",true]\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task An_explanation_says_how_far_an_evaluation_came_that_failed_and_prints_once()
    {
        Invocation run = await Invocation.Run(["eval", "--strict-builtin-errors", "--explain", "print(\"once\"); x := 1; x / 0"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(1, run.Error.Split("\nonce\n").Length - 1);
        Assert.Contains("  1 | x := 1: held\n      x = 1\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: div: divide by zero", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explanation_has_a_detail_that_is_known()
    {
        Invocation run = await Eval("{}", "true", "--explain=ful");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("`ful` is no choice of --explain; did you mean `full`?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rego_v0_is_read_when_asked()
    {
        string module = _folder.Write("m.rego", "package m\n\np[x] { x := input.xs[_] }\n");

        Assert.Equal(2, (await Invocation.Run(["eval", "-d", module, "data.m.p"])).ExitCode);
        Assert.Equal("[[1]]\n", (await Invocation.Run(["eval", "--v0", "-d", module, "-i", "-", "--output", "values", "data.m.p"], "xs: [1]")).Output);
    }

    [Fact]
    public async Task A_policy_reads_the_input_as_its_object()
    {
        string policy = _folder.Write("p.policy", """
            package shop

            policy named {
                match: ["Pod"]

                deny at object.metadata.name because $"{object.metadata.name} is bad" if object.metadata.name == "web"
            }
            """);
        const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";

        Invocation alone = await Invocation.Run(["eval", "-d", policy, "-i", "-", "--output", "values", "data.shop.named.deny"], Pod);
        Invocation inside = await Invocation.Run(["eval", "-d", policy, "-i", "-", "--output", "values", "data.shop.named.deny"], "object: {metadata: {name: web}}");

        Assert.Equal("[[{\"message\":\"web is bad\",\"path\":\"metadata.name\",\"rule\":\"deny\"}]]\n", alone.Output);
        Assert.Equal(1, inside.Output.Split("web is bad").Length - 1);
    }

    private Task<Invocation> Eval(string input, string query, params string[] options) =>
        Invocation.Run(["eval", "-d", _folder.Write("app.rego", Policy), "-i", _folder.Write("input.json", input), query, .. options]);

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
