using PolicyKit.Diagnostics;
using PolicyKit.Linting;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Linting;

public sealed class LintCaseTests
{
    private const string Lints = "lints";

    /// <summary>With the rules that ask for metadata and tests, which cases about others do without.</summary>
    private const string AllLints = "all lints";

    private static readonly LintOptions WithoutForm = LintOptions.Default.With("PK6019", null).With("PK6020", null);

    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Linting", Lints, AllLints)];

    /// <summary>Each line is <c>start-end id message</c>, with the file's name before it when there are several.</summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Policies_give_these_lints(SectionCase lint)
    {
        Compilation compilation = Compilation.Create(lint.Trees, TestDomain.Instance);
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        bool several = compilation.SyntaxTrees.Length > 1;
        IEnumerable<Diagnostic> found = Linter.Lint(compilation, options: lint.Find(AllLints) is null ? WithoutForm : null);
        Assert.Equal(lint.Find(Lints) ?? lint[AllLints], string.Join('\n', found.Select(d => $"{(several ? d.Location.Source!.Path + " " : "")}{Span(d)} {d.Id} {d.Message}")));
    }

    [Fact]
    public void Every_rule_has_a_case()
    {
        HashSet<string> shown = [.. SectionCase.ReadFolder("Linting", Lints, AllLints).SelectMany(c => (c.Find(Lints) ?? c[AllLints]).Split('\n')).SelectMany(line => line.Split(' '))];
        Assert.All(Linter.Rules, rule => Assert.Contains(rule.Id, shown));
    }

    [Fact]
    public void What_has_errors_gets_no_lints() =>
        Assert.Empty(Linter.Lint(Compilation.Create([SyntaxTree.Parse("package p\n\nimport data.unused\n\na := missing(1)\n", "a.rego")])));

    [Theory]
    [InlineData(DiagnosticSeverity.Error)]
    [InlineData(DiagnosticSeverity.Info)]
    [InlineData(null)]
    public void Severities_are_chosen(DiagnosticSeverity? severity)
    {
        var compilation = Compilation.Create([SyntaxTree.Parse("package p\n\nimport data.unused\n", "a.rego")]);
        Assert.Equal(severity is { } expected ? [expected] : [], Linter.Lint(compilation, options: LintOptions.Default.With("PK6003", severity)).Select(d => d.Severity));
    }

    [Fact]
    public void Only_the_trees_that_are_asked_for_are_looked_at()
    {
        SyntaxTree[] trees = [SyntaxTree.Parse("package p\n\nimport data.unused\n", "a.rego"), SyntaxTree.Parse("package q\n\nimport data.unused\n", "b.rego")];
        Assert.Equal("b.rego", Assert.Single(Linter.Lint(Compilation.Create(trees), [trees[1]])).Location.Source!.Path);
    }

    private static string Span(Diagnostic diagnostic) =>
        $"{diagnostic.Location.Start}-{diagnostic.Location.End}";
}
