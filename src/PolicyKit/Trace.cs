using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>What happened in one evaluation, in order. Immutable.</summary>
/// <param name="Events">The steps.</param>
/// <param name="IsCut">Whether there were more of them than a trace keeps; those at the end are left out then.</param>
public sealed record Trace(ImmutableArray<TraceEvent> Events, bool IsCut)
{
    /// <summary>How many events a trace keeps.</summary>
    public const int MaxEvents = 100_000;

    /// <summary>The steps as a tree: rules hold clauses, clauses and queries hold expressions, expressions hold the rules and queries that they evaluated.</summary>
    public ImmutableArray<TraceNode> ToTree() => TraceTree.Build(Events);
}

/// <summary>Something that was evaluated, and what was evaluated for it, in order.</summary>
/// <param name="Event">What started it; of an expression or solution, what ended it.</param>
/// <param name="Result">A rule's, query's or element's value; undefined when it has none or was not finished.</param>
/// <param name="Children">What was evaluated for it.</param>
public sealed record TraceNode(TraceEvent Event, Value Result, ImmutableArray<TraceNode> Children);

/// <summary>A decision and how it came about.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Trace">The rules of all matched policies.</param>
public sealed record ExplainedDecision(Decision Decision, Trace Trace);
