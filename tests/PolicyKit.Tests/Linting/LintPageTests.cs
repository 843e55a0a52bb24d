using PolicyKit.Linting;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Linting;

/// <summary>The pages of lint rules: the wrong example gives that diagnostic and no other, the right one none; and the table names all of them as they are.</summary>
public sealed class LintPageTests
{
    private static readonly string[] Form = ["PK6019", "PK6020"];

    public static TheoryData<string> Pages => [.. Linter.Rules.Select(r => r.Id)];

    [Fact]
    public void Every_rule_has_a_page() =>
        Assert.Equal(Linter.Rules.Select(r => r.Id), Directory.EnumerateFiles(Folder(), "PK6*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_true(string id)
    {
        string[] parts = File.ReadAllText(Path.Combine(Folder(), $"{id}.md")).Split("```");
        Assert.Equal(5, parts.Length);
        Assert.StartsWith($"# {id}: {Linter.Rules.Single(r => r.Id == id).Title}\n", parts[0], StringComparison.Ordinal);
        Assert.Equal([id], Lint(parts[1], id));
        Assert.Empty(Lint(parts[3], id));
    }

    [Fact]
    public void The_table_names_every_rule() =>
        Assert.Equal(
            Linter.Rules.Select(r => $"| [{r.Id}](diagnostics/{r.Id}.md) | {r.Severity.ToString().ToLowerInvariant()} | {r.Title} |"),
            File.ReadLines(Path.Combine(Repository.Root, "docs", "lint.md")).Where(l => l.StartsWith("| [PK", StringComparison.Ordinal)).Select(l => string.Join('|', l.Split('|')[..4]) + "|"));

    private static IEnumerable<string> Lint(string block, string id)
    {
        int end = block.IndexOf('\n', StringComparison.Ordinal);
        var compilation = Compilation.Create([SyntaxTree.Parse(block[(end + 1)..], "page." + block[..end])], TestDomain.Instance);
        Assert.Empty(compilation.GetDiagnostics());
        LintOptions options = Form.Where(f => f != id).Aggregate(LintOptions.Default, (all, form) => all.With(form, null));
        return Linter.Lint(compilation, options: options).Select(d => d.Id).Distinct();
    }

    private static string Folder() => Path.Combine(Repository.Root, "docs", "diagnostics");
}
