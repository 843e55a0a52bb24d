using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>What happened in an evaluation.</summary>
public enum TraceEventKind
{
    /// <summary>A rule or function starts. Values: a function's arguments.</summary>
    EnterRule,

    /// <summary>A rule or function ends. Result: its value; none for the findings of a policy, which are the solutions of its clauses.</summary>
    ExitRule,

    /// <summary>A rule is read whose value is known already. Result: its value.</summary>
    RecallRule,

    /// <summary>A query or comprehension starts.</summary>
    EnterQuery,

    /// <summary>A query or comprehension ends. Result: its value.</summary>
    ExitQuery,

    /// <summary>The body of an <c>every</c> starts for one element. Values: its variables.</summary>
    EnterElement,

    /// <summary>It ends. Result: true when it held.</summary>
    ExitElement,

    /// <summary>A clause of the rule is tried: a body, an <c>else</c>, or the <c>default</c>.</summary>
    TryClause,

    /// <summary>All expressions of the clause or query held. Result: what this adds to its value.</summary>
    Solution,

    /// <summary>An expression held. Values: its variables, refs and calls. The same expression again in the same clause was tried for another element.</summary>
    ExpressionHeld,

    /// <summary>An expression failed. Values: those that were reached; the last is undefined when the expression failed because of that.</summary>
    ExpressionFailed,
}

/// <summary>One step of an evaluation.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Depth">How many rules, queries and elements are around it.</param>
/// <param name="Name">The rule's path, or the text of the expression.</param>
/// <param name="Location">Where the rule, clause or expression stands.</param>
/// <param name="Values">Values in it.</param>
/// <param name="Result">What it gave; undefined where nothing is given.</param>
public sealed record TraceEvent(TraceEventKind Kind, int Depth, string Name, Location Location, ImmutableArray<TracedValue> Values, Value Result);

/// <summary>A term of an expression and its value at that time; undefined when it has none.</summary>
/// <param name="Name">The variable, ref or call as it is written.</param>
/// <param name="Value">Its value.</param>
public sealed record TracedValue(string Name, Value Value);
