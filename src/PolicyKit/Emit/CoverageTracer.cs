using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>Counts what is reached of some rules, by place: plans of one rule are made several times. Thread-safe; one for any number of evaluations.</summary>
internal sealed class CoverageTracer : Tracer
{
    private readonly ConcurrentDictionary<Location, CoveragePoint> _branches = new();
    private readonly ConcurrentDictionary<Location, CoveragePoint> _statements = new();

    public override int Depth => 0;

    /// <summary>Counts what is reached of a rule from here on.</summary>
    public CoveredRule Count(RulePlan plan)
    {
        var branches = new Dictionary<Location, CoveragePoint>();
        var statements = new Dictionary<Location, CoveragePoint>();
        foreach (PlanStep step in plan.Clauses.SelectMany(c => c).Concat(plan.Default is { } value ? [value] : []).SelectMany(StepsOf))
        {
            if (step is TryClauseStep clause) branches.TryAdd(clause.Location, _branches.GetOrAdd(clause.Location, at => new CoveragePoint(at, false)));
            else if (step is BeginExpressionStep { Expression: var expression }) statements.TryAdd(expression.Location, _statements.GetOrAdd(expression.Location, at => new CoveragePoint(at, expression.IsCondition)));
        }
        return new CoveredRule(plan.Rule, InOrder(branches.Values), InOrder(statements.Values));
    }

    public override void Enter(TraceEventKind kind, string name, Location location, ImmutableArray<TracedValue> values)
    {
    }

    public override void Exit(Value result)
    {
    }

    public override void CloseTo(int depth)
    {
    }

    public override void Add(TraceEventKind kind, RuleSymbol rule, Location location, Value result)
    {
        if (kind == TraceEventKind.Solution) _branches.GetValueOrDefault(location)?.Add(held: true);
    }

    public override void End(TracedExpression expression, bool held, Value[] watched) => _statements.GetValueOrDefault(expression.Location)?.Add(held);

    private static IEnumerable<PlanStep> StepsOf(PlanBlock block) => block.Steps.SelectMany(step => step.Blocks.SelectMany(StepsOf).Prepend(step));

    private static ImmutableArray<CoveragePoint> InOrder(IEnumerable<CoveragePoint> points) => [.. points.OrderBy(p => p.Location.Span.Start).ThenBy(p => p.Location.Span.End)];
}

/// <summary>A rule and what of it can be reached, in the order of the text.</summary>
internal sealed record CoveredRule(RuleSymbol Rule, ImmutableArray<CoveragePoint> Branches, ImmutableArray<CoveragePoint> Statements);

/// <summary>A branch or a statement, and how often it held and failed.</summary>
internal sealed class CoveragePoint(Location location, bool isCondition)
{
    private long _held;
    private long _failed;

    public Location Location => location;

    public bool IsCondition => isCondition;

    public long Held => Volatile.Read(ref _held);

    public long Failed => Volatile.Read(ref _failed);

    public void Add(bool held) => Interlocked.Increment(ref held ? ref _held : ref _failed);
}
