using System.Text.Json;
using System.Xml.Linq;

namespace PolicyKit.Cli.Tests.Testing;

/// <summary>Rego's own tests in <c>policykit test</c>, and what is told of those that fail.</summary>
public sealed class RegoTestTests : IDisposable
{
    private const string Module =
        """
        package access

        default allow := false

        allow if {
            input.user == "admin"
            input.verb in data.verbs
        }

        """;

    private const string Test =
        """
        package access_test

        import data.access

        test_delete if {
            print("trying", "delete")
            access.allow with input as {"user": "admin", "verb": "delete"}
        }

        test_read if access.allow with input as {"user": "admin", "verb": "get"}

        """;

    private readonly TemporaryFolder _folder = new();

    public RegoTestTests()
    {
        _folder.Write("rego/access.rego", Module);
        _folder.Write("rego/access_test.rego", Test);
        _folder.Write("data.yaml", "verbs: [get, list]\n");
    }

    private string File => _folder.Path + "/rego/access_test.rego";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failing_test_shows_its_expression_with_values_and_the_rules_behind_it()
    {
        Invocation run = await Run();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $$"""
            FAIL data.access_test.test_delete ({{File}}:5:1)
            {{File}}:7:5: `access.allow with input as {"user": "admin", "verb": "delete"}` does not hold: data.access.allow = false
                  7 |     access.allow with input as {"user": "admin", "verb": "delete"}
                    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              rule data.access.allow = false
                {{_folder.Path}}/rego/access.rego:5 failed
                    7 | input.verb in data.verbs: failed
                        input.verb = "delete"
                        data.verbs = ["get", "list"]
                {{_folder.Path}}/rego/access.rego:3 held
              printed {{File}}:6:5: trying delete

            1 passed, 1 failed

            """,
            run.Output);
    }

    [Fact]
    public async Task Json_has_what_a_failing_test_printed()
    {
        JsonElement failed = (await Run("--output", "json")).Json().GetProperty("tests")[0];

        Assert.Equal([$"{File}:6:5: trying delete"], failed.GetProperty("printed").EnumerateArray().Select(line => line.GetString()));
    }

    [Fact]
    public async Task JUnit_has_the_elements_and_attributes_that_readers_ask_for()
    {
        Invocation run = await Run("--output", "junit");
        XElement suites = XDocument.Parse(run.Output).Root!;
        XElement suite = Assert.Single(suites.Elements("testsuite"));
        XElement[] cases = [.. suite.Elements("testcase")];

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["name", "tests", "failures", "errors", "skipped", "time"], suites.Attributes().Select(a => a.Name.LocalName));
        Assert.Equal([File, "2", "1", "0", "0"], suite.Attributes().Take(5).Select(a => a.Value));
        Assert.Equal(["data.access_test.test_delete", File, File, "5"], cases[0].Attributes().Take(4).Select(a => a.Value));
        Assert.Equal(["failure", "system-out"], cases[0].Elements().Select(e => e.Name.LocalName));
        Assert.Contains("does not hold: data.access.allow = false", cases[0].Element("failure")!.Attribute("message")!.Value, StringComparison.Ordinal);
        Assert.Empty(cases[1].Elements());
    }

    [Fact]
    public async Task JUnit_holds_whatever_a_message_may_hold()
    {
        _folder.Write("rego/access_test.rego", "package access_test\n\ntest_text if {\n\tx := \"a\\u0000b\\u001b<&\\ud83d\\ude00\"\n\tx == \"\"\n}\n");

        XElement suites = XDocument.Parse((await Run("--output", "junit")).Output).Root!;

        Assert.Contains("<&😀", suites.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_given_and_cannot_be_read_is_an_error_in_JUnit()
    {
        _folder.Write("rego/p.policy", "package p\n\npolicy q {\n    match: [\"*\"]\n    deny if object.metadata.name == \"x\"\n\n    test \"t\" {\n        given file \"none.yaml\"\n        expect allow\n    }\n}\n");

        XElement suites = XDocument.Parse((await Run("--output", "junit", "--filter", "p.q")).Output).Root!;

        Assert.Equal("1", suites.Attribute("errors")!.Value);
        Assert.Equal("0", suites.Attribute("failures")!.Value);
        Assert.Equal("p.q", suites.Descendants("testcase").Single().Attribute("classname")!.Value);
        Assert.NotNull(suites.Descendants("error").Single());
    }

    [Fact]
    public async Task Data_that_cannot_be_read_is_exit_2()
    {
        string data = _folder.Write("data.yaml", "verbs: [get\n");

        Invocation run = await Run();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"{data}:", run.Error, StringComparison.Ordinal);
    }

    private Task<Invocation> Run(params string[] options) => Invocation.Run(["test", _folder.Path + "/rego", "-d", _folder.Path + "/data.yaml", .. options]);

    [Fact]
    public async Task A_test_to_be_written_is_skipped_and_is_no_test_that_was_found()
    {
        string file = _folder.Write("todo.rego", "package todo\n\ntodo_test_later if 1 == 2\n");

        Invocation alone = await Invocation.Run(["test", file]);
        Invocation beside = await Invocation.Run(["test", file, _folder.Write("done.rego", "package done\n\ntest_now if 1 == 1\n")]);
        Invocation junit = await Invocation.Run(["test", file, $"{_folder.Path}/done.rego", "--output", "junit"]);

        Assert.Equal((2, ""), (alone.ExitCode, alone.Output));
        Assert.Equal((0, "1 passed, 0 failed, 1 skipped\n"), (beside.ExitCode, beside.Output));
        Assert.NotNull(XDocument.Parse(junit.Output).Descendants("testcase").Single(c => c.Attribute("name")!.Value == "data.todo.todo_test_later").Element("skipped"));
    }
}
