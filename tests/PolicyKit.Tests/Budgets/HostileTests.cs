using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Budgets;

/// <summary>Policies that would run without end, or nearly so, end with the budget: whatever can be large costs what it takes.</summary>
public sealed class HostileTests
{
    private const long Budget = 100_000;
    private const string Arrow = " => ";

    private static readonly PolicyInput Input = new() { Limits = new EvaluationLimits { MaxSteps = Budget }, Print = (_, _) => { } };

    private static readonly SyntaxTree Module = SyntaxTree.Parse(File.ReadAllText(Path.Combine(Folder, "hostile.rego")), "hostile.rego", ParseOptions.Rego);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases", "Budgets");

    public static TheoryData<string> Cases => [.. File.ReadLines(Path.Combine(Folder, "hostile.txt")).Where(l => l.Length > 0 && l[0] != '#')];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ends_with_the_budget(string line)
    {
        string[] sides = line.Split(Arrow);
        if (sides.Length != 2) throw new FormatException($"`{line}` is no case");
        Assert.Single(Compile(sides[0]).Evaluate(Input, default).Entries);
        Exception? ended = Record.Exception(() => Compile(sides[1]).Evaluate(Input, default));
        Assert.True(ended is EvaluationException { Kind: EvaluationErrorKind.BudgetExceeded, Limit: nameof(EvaluationLimits.MaxSteps) }, $"{sides[1]}: {ended?.ToString() ?? "costs less"}");
    }

    private static PolicyQuery Compile(string query)
    {
        PolicyQuery? compiled = PolicyQuery.Compile([Module], query, out ImmutableArray<Diagnostic> diagnostics);
        Assert.True(compiled is not null, string.Join('\n', diagnostics));
        return compiled;
    }
}
