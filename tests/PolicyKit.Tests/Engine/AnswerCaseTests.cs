using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Engine;

/// <summary>The lines that a query prints, and its solutions: the bindings and the values of the expressions.</summary>
public sealed class AnswerCaseTests
{
    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Engine/Answers", "query", "answer")];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Query_answers(SectionCase engine)
    {
        PolicyQuery? query = PolicyQuery.Compile(engine.Trees, engine["query"], out ImmutableArray<Diagnostic> diagnostics, TestDomain.Instance);
        Assert.True(query is not null, string.Join('\n', diagnostics));
        var lines = new List<string>();
        PolicyInput input = PolicyInput.Empty with { Print = (text, location) => lines.Add(string.Create(CultureInfo.InvariantCulture, $"{location.Source!.Path}:{location.Start.Line + 1}: {text}")) };

        ImmutableArray<QuerySolution> solutions = query.Solve(input, Value.FromObject([]));

        lines.AddRange(solutions.Select(s => $"{s.Bindings} {string.Join(' ', s.Expressions.Select(e => e.Value.ToString()))}"));
        Assert.Equal(engine["answer"], string.Join('\n', lines));
    }
}
