using System.Text.RegularExpressions;

namespace PolicyKit.Cli.Tests;

/// <summary>docs/cli.md shows what really happens: each block of the language <c>console</c> is commands after <c>$ policykit</c>, each with what it writes.</summary>
public sealed class CliPageTests
{
    private const string Prompt = "$ policykit ";

    private static readonly Regex Argument = new("""'([^']*)'|(\S+)""", RegexOptions.NonBacktracking);

    public static TheoryData<string> Commands => [.. Blocks().Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_writes_what_is_shown(string command)
    {
        string[] arguments = [.. Argument.Matches(command).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value)];
        Invocation run = await Invocation.Run([.. arguments.Select(a => a.StartsWith("docs/", StringComparison.Ordinal) ? RepositoryFiles.PathOf(a) : a)]);

        Assert.Equal(Blocks()[command], (run.Error + run.Output).Replace(RepositoryFiles.PathOf("docs")[..^"docs".Length], "", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Blocks()
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        string? command = null;
        bool inBlock = false;
        foreach (string line in File.ReadLines(RepositoryFiles.PathOf("docs/cli.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inBlock = line == "```console";
                command = null;
            }
            else if (inBlock && line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                command = line[Prompt.Length..];
                shown.Add(command, "");
            }
            else if (inBlock)
            {
                shown[command!] += line + "\n";
            }
        }
        return shown;
    }
}
