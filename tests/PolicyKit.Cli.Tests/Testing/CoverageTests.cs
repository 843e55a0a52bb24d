using System.Text.Json;
using System.Xml.Linq;

namespace PolicyKit.Cli.Tests.Testing;

/// <summary>What <c>policykit test</c> tells of what tests reach.</summary>
public sealed class CoverageTests : IDisposable
{
    private const string Module =
        """
        package access

        default allow := false

        allow if {
            input.user == "admin"
            input.verb in {"get", "list"}
        }

        allow if input.user in owners

        owners contains "bob" if input.team == "x"

        level(n) := "high" if n > 10

        else := "low"

        """;

    private const string Tests =
        """
        package access_test

        import data.access

        test_read if access.allow with input as {"user": "admin", "verb": "get"}

        test_delete if not access.allow with input as {"user": "admin", "verb": "delete"}

        """;

    private readonly TemporaryFolder _folder = new();

    public CoverageTests()
    {
        _folder.Write("access.rego", Module);
        _folder.Write("access_test.rego", Tests);
    }

    private string File => _folder.Path + "/access.rego";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_tells_lines_that_are_not_covered_and_conditions_with_one_outcome()
    {
        Invocation run = await Invocation.Run(["test", _folder.Path, "--coverage"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            $"""
               50% {File}  4/8 lines, 1/3 rules, 2/6 branches, 5/10 outcomes of conditions
                   lines not covered: 10-16
                   never true {File}:10:10: input.user in owners
                   never true {File}:12:26: input.team == "x"
                   never false {File}:6:5: input.user == "admin"
            50% covered: 4/8 lines, 1/3 rules, 2/6 branches, 5/10 outcomes of conditions

            2 passed, 0 failed

            """,
            run.Output);
    }

    [Fact]
    public async Task Json_has_the_coverage()
    {
        JsonElement json = (await Invocation.Run(["test", _folder.Path, "--coverage", "--output", "json"])).Json().GetProperty("coverage");
        JsonElement file = Assert.Single(json.GetProperty("files").EnumerateArray());

        Assert.Equal(50, json.GetProperty("percent").GetDouble());
        Assert.Equal(["percent", "lines", "rules", "branches", "conditions", "files"], json.EnumerateObject().Select(m => m.Name));
        Assert.Equal(File, file.GetProperty("file").GetString());
        Assert.Equal([10, 12, 14, 16], file.GetProperty("linesNotCovered").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal("input.user == \"admin\"", Assert.Single(file.GetProperty("neverFalse").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Without_the_option_nothing_is_told()
    {
        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal("2 passed, 0 failed\n", run.Output);
    }

    [Theory]
    [InlineData("50", 0)]
    [InlineData("50.1%", 1)]
    [InlineData("0", 0)]
    public async Task A_threshold_fails_what_reaches_less(string threshold, int exitCode)
    {
        Invocation run = await Invocation.Run(["test", _folder.Path, "--coverage-threshold", threshold]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 0 ? "" : "coverage of 50% of the lines is less than the 50.1% asked for\n", run.Error);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("much")]
    public async Task A_threshold_is_a_percentage(string threshold)
    {
        Invocation run = await Invocation.Run(["test", _folder.Path, "--coverage-threshold", threshold]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is no percentage from 0 to 100", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cobertura_has_the_elements_and_attributes_that_its_dtd_asks_for()
    {
        Invocation run = await Invocation.Run(["test", _folder.Path, "--output", "cobertura"]);
        XElement coverage = XDocument.Parse(run.Output).Root!;
        XElement file = Assert.Single(coverage.Descendants("class"));
        XElement[] lines = [.. file.Element("lines")!.Elements()];

        Assert.Equal("2 passed, 0 failed\n", run.Error);
        Assert.Equal(
            ["line-rate", "branch-rate", "lines-covered", "lines-valid", "branches-covered", "branches-valid", "complexity", "version", "timestamp"],
            coverage.Attributes().Select(a => a.Name.LocalName));
        Assert.Equal(["sources", "packages"], coverage.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(["name", "filename", "line-rate", "branch-rate", "complexity"], file.Attributes().Select(a => a.Name.LocalName));
        Assert.Equal(File, Path.GetFullPath(Path.Combine(coverage.Element("sources")!.Value, file.Attribute("filename")!.Value)));
        Assert.Equal(["data.access.allow", "data.access.owners", "data.access.level"], file.Descendants("method").Select(m => m.Attribute("name")!.Value));
        Assert.Equal(["3", "5", "6", "7", "10", "12", "14", "16"], lines.Select(l => l.Attribute("number")!.Value).Distinct());
        Assert.Equal("""<line number="6" hits="2" branch="true" condition-coverage="50% (1/2)"><conditions><condition number="0" type="jump" coverage="50%" /></conditions></line>""", lines[2].ToString(SaveOptions.DisableFormatting));
        Assert.Equal("""<line number="16" hits="0" branch="false" />""", lines[^1].ToString(SaveOptions.DisableFormatting));
    }

    [Fact]
    public async Task Policies_of_other_files_count_and_their_tests_do_not_run()
    {
        _folder.Write("own/check.rego", "package check\n\nimport data.access\n\ntest_read if access.allow with input as {\"user\": \"admin\", \"verb\": \"get\"}\n");

        Invocation run = await Invocation.Run(["test", _folder.Path + "/own", "--policy", File, "--coverage"]);

        Assert.Contains($"{File}  ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 0 failed\n", run.Output, StringComparison.Ordinal);
    }
}
