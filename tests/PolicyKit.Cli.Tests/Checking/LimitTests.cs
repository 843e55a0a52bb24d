using System.Text.Json;

namespace PolicyKit.Cli.Tests.Checking;

/// <summary><c>--max-steps</c>, <c>--timeout</c> and <c>--profile</c>.</summary>
public sealed class LimitTests : IDisposable
{
    private const string Dear = """
        package own

        policy cheap {
            match: ["Pod"]
            deny because "found first" if object.metadata.name
        }

        policy dear {
            match: ["Pod"]
            deny if { some i in numbers.range(1, 100000); i < 0 }

            test "passes" {
                given `{apiVersion: v1, kind: Pod, metadata: {name: a}}`
                expect allow
            }
        }

        policy later {
            match: ["Pod"]
            deny if object.metadata.name
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--max-steps", "1000", "took more than 1000 steps")]
    [InlineData("--timeout", "0s", "took longer than 0 ms")]
    public async Task A_policy_that_takes_too_much_is_exit_2_and_told_with_the_option(string option, string value, string message)
    {
        string manifest = _folder.Write("web.yaml", Manifests.Clean);

        Invocation run = await Invocation.Check(manifest, "--pack", "none", "--policy", _folder.Write("own.policy", Dear), option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains($"after it not judged\n  help: {option} sets the limit", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--namespace names", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_found_before_a_limit_is_told()
    {
        string manifest = _folder.Write("web.yaml", Manifests.Clean);

        Invocation run = await Invocation.Check(manifest, "--pack", "none", "--policy", _folder.Write("own.policy", Dear), "--max-steps", "1000");

        Assert.Contains("found first", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-steps", "-1", "--max-steps must not be negative")]
    [InlineData("--timeout", "10", "`10` is no duration such as 500ms, 10s or 1m")]
    [InlineData("--timeout", "-1s", "`-1s` is no duration such as 500ms, 10s or 1m")]
    public async Task A_limit_that_is_none_is_refused(string option, string value, string message)
    {
        Invocation run = await Invocation.Run(["eval", "1", option, value]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_takes_too_much_is_exit_2()
    {
        Invocation run = await Invocation.Run(["eval", "count(numbers.range(1, 100000))", "--max-steps", "1000"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("error: the evaluation took more than 1000 steps\n  help: --max-steps sets the limit\n", run.Error);
    }

    [Fact]
    public async Task A_test_that_takes_too_much_fails()
    {
        string tests = _folder.Write("own.policy", Dear);

        Invocation passing = await Invocation.Run(["test", tests]);
        Invocation failing = await Invocation.Run(["test", tests, "--max-steps", "1000"]);

        Assert.Equal((0, 1), (passing.ExitCode, failing.ExitCode));
        Assert.Contains("the evaluation took more than 1000 steps", failing.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_tells_the_cost_of_each_policy()
    {
        string manifest = _folder.Write("web.yaml", Manifests.Clean);
        string policy = _folder.Write("own.policy", Dear);

        Invocation text = await Invocation.Check(manifest, "--pack", "none", "--policy", policy, "--profile");
        Invocation json = await Invocation.Check(manifest, "--pack", "none", "--policy", policy, "--profile", "--output", "json");

        string[] lines = text.Output.Split('\n');
        int head = Array.FindIndex(lines, l => l.EndsWith("steps  objects  findings  policy", StringComparison.Ordinal));
        Assert.EndsWith(" 1         0  own.dear", lines[head + 1], StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement[] profile = [.. document.RootElement.GetProperty("profile").EnumerateArray()];
        Assert.Equal(["own.cheap", "own.dear", "own.later"], profile.Select(p => p.GetProperty("policy").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("own.dear", profile[0].GetProperty("policy").GetString());
        Assert.True(profile[0].GetProperty("steps").GetInt64() >= 100_000);
    }
}
