namespace PolicyKit.Cli.Tests;

/// <summary>README.md shows what really happens.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_output_shown_is_what_the_command_prints()
    {
        Invocation run = await Invocation.Check(RepositoryFiles.PathOf("docs/examples/shop"));
        string printed = run.Output.Replace(RepositoryFiles.PathOf("docs")[..^"docs".Length], "", StringComparison.Ordinal);

        string[] parts = Block("text").Split("…\n");

        Assert.Equal(3, parts.Length);
        Assert.All(parts, part => Assert.Contains("\n" + part, printed, StringComparison.Ordinal));
        Assert.EndsWith(parts[^1], printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_code_shown_is_in_the_example_that_runs()
    {
        string[] example = [.. File.ReadLines(RepositoryFiles.PathOf("docs/examples/embedding/Program.cs")).Select(line => line.Trim())];

        Assert.All(Block("csharp").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0), line => Assert.Contains(line, example));
    }

    [Fact]
    public async Task The_policy_shown_passes_its_test()
    {
        using var folder = new TemporaryFolder();
        folder.Write("image_tag.policy", Block("policy"));

        Assert.Equal("1 passed, 0 failed\n", (await Invocation.Run(["test", folder.Path])).Output);
    }

    private static string Block(string language)
    {
        string readme = File.ReadAllText(RepositoryFiles.PathOf("README.md"));
        string fence = $"```{language}\n";
        int start = readme.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
