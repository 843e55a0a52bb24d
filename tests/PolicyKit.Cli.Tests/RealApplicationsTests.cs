using System.Text.Json;
using PolicyKit.Kubernetes.Tests;

namespace PolicyKit.Cli.Tests;

/// <summary>docs/real-applications.md shows what really is found.</summary>
public sealed class RealApplicationsTests
{
    private static readonly string[] Members = ["objects", "deny", "warn", "notJudged"];

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (string[] cells in File.ReadLines(RepositoryFiles.PathOf("docs/real-applications.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
            {
                if (cells.Length == 8 && cells[2].StartsWith('`')) rows.Add(cells[2].Trim('`'), string.Join(' ', cells[3..7]));
            }
            return rows;
        }
    }

    [Fact]
    public void The_page_has_figures() => Assert.True(Rows.Count > 5);

    [CorporaTheory]
    [MemberData(nameof(Rows))]
    public async Task The_figures_shown_are_those_of_the_command(string path, string figures)
    {
        Invocation run = await Invocation.Check("--no-config", "--output", "json", Path.Combine(Corpora.Root!, path));
        JsonElement summary = run.Json().GetProperty("summary");

        Assert.Equal(figures, string.Join(' ', Members.Select(member => summary.GetProperty(member).GetInt32())));
        Assert.Equal(0, summary.GetProperty("errors").GetInt32() + summary.GetProperty("problems").GetInt32());
    }
}
