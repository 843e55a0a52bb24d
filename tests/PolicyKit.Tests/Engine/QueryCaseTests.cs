using System.Collections.Immutable;
using System.Text;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Engine;

public sealed class QueryCaseTests
{
    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Engine/Queries", "query", "input", "data", "bindings", "error")];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Query_gives(SectionCase engine)
    {
        PolicyQuery? query = PolicyQuery.Compile(engine.Trees, engine["query"], out ImmutableArray<Diagnostic> diagnostics, TestDomain.Instance);
        Assert.True(query is not null, string.Join('\n', diagnostics));
        PolicyInput input = engine.Find("input") is { } json ? new PolicyInput { Input = Value.ParseJson(json) } : PolicyInput.Empty;
        Value data = Value.ParseJson(engine.Find("data") ?? "{}");
        Check(engine, () => query.Evaluate(input, data));
        if (engine.Find("input") is { } text) Check(engine, () => query.Evaluate(Encoding.UTF8.GetBytes(text), data));
    }

    private static void Check(SectionCase engine, Func<Value> evaluate)
    {
        if (engine.Find("error") is { } error)
        {
            var exception = Assert.Throws<EvaluationException>(() => evaluate());
            Assert.Equal(error, $"{exception.Location.Start} {exception.Kind} {exception.Message}");
        }
        else
        {
            Assert.Equal(engine["bindings"], string.Join('\n', Elements(evaluate()).Select(v => v.ToString())));
        }
    }

    private static IEnumerable<Value> Elements(Value array)
    {
        for (long cursor = Ops.First(array); cursor >= 0; cursor = Ops.Next(array, cursor)) yield return Ops.ValueAt(array, cursor);
    }
}
