using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Engine;

/// <summary>The events of queries and of judged policies, as trees: two spaces for each level.</summary>
public sealed class TraceCaseTests
{
    private const string Expected = "trace";

    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Engine/Traces", "query", "input", "object", Expected)];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Evaluation_is_told_so(SectionCase engine) => Assert.Equal(engine[Expected], Print((engine.Find("query") is null ? ExplainDecision(engine) : ExplainQuery(engine)).ToTree()));

    [Fact]
    public void A_long_trace_is_cut()
    {
        PolicyQuery query = PolicyQuery.Compile([], "some x in numbers.range(1, 200000); x == 0", out _)!;

        Trace trace = query.Explain(PolicyInput.Empty, Value.FromObject([]));

        Assert.True(trace.IsCut);
        Assert.Equal(Trace.MaxEvents, trace.Events.Length);
        Assert.Single(trace.ToTree());
    }

    [Fact]
    public void Depth_counts_what_is_around()
    {
        SectionCase engine = SectionCase.ReadFile("Engine/Traces/rules.txt", "query", "input", "object", Expected).First();

        Trace trace = ExplainQuery(engine);

        int depth = 0;
        foreach (TraceEvent step in trace.Events)
        {
            if (step.Kind is TraceEventKind.ExitRule or TraceEventKind.ExitQuery or TraceEventKind.ExitElement) depth--;
            Assert.Equal(depth, step.Depth);
            if (step.Kind is TraceEventKind.EnterRule or TraceEventKind.EnterQuery or TraceEventKind.EnterElement) depth++;
        }
        Assert.Equal(0, depth);
        Assert.False(trace.IsCut);
    }

    private static Trace ExplainQuery(SectionCase engine)
    {
        PolicyQuery? query = PolicyQuery.Compile(engine.Trees, engine["query"], out ImmutableArray<Diagnostic> diagnostics, TestDomain.Instance);
        Assert.True(query is not null, string.Join('\n', diagnostics));
        PolicyInput input = engine.Find("input") is { } json ? new PolicyInput { Input = Value.ParseJson(json) } : PolicyInput.Empty;
        return query.Explain(input, Value.FromObject([]));
    }

    private static Trace ExplainDecision(SectionCase engine)
    {
        EmitResult result = Compilation.Create(engine.Trees, TestDomain.Instance).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(engine["object"])));
        ExplainedDecision explained = result.Program.Explain(input);
        Assert.Equal(DecisionCase.Print(result.Program.Evaluate(input)), DecisionCase.Print(explained.Decision));
        return explained.Trace;
    }

    private static string Print(IEnumerable<TraceNode> nodes)
    {
        var text = new StringBuilder();
        foreach (TraceNode node in nodes) Print(node, 0, text);
        return text.ToString().TrimEnd('\n');
    }

    private static void Print(TraceNode node, int depth, StringBuilder text)
    {
        TraceEvent start = node.Event;
        string values = string.Concat(start.Values.Select(v => $" | {v.Name} = {v.Value}"));
        string line = start.Kind switch
        {
            TraceEventKind.ExpressionHeld => $"held {start.Name}{values}",
            TraceEventKind.ExpressionFailed => $"failed {start.Name}{values}",
            TraceEventKind.TryClause => string.Create(CultureInfo.InvariantCulture, $"clause {start.Location.Start.Line + 1}"),
            TraceEventKind.Solution => $"solution {node.Result}",
            TraceEventKind.EnterElement => $"element{values} -> {node.Result}",
            TraceEventKind.RecallRule => $"known {start.Name} -> {node.Result}",
            TraceEventKind.EnterQuery => $"query -> {node.Result}",
            _ => $"rule {start.Name}{values} -> {node.Result}",
        };
        text.Append(' ', 2 * depth).Append(line).Append('\n');
        foreach (TraceNode child in node.Children) Print(child, depth + 1, text);
    }
}
