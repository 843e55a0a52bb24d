using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit;

/// <summary>Why a Rego test does not hold: of each of its clauses the expression that evaluation did not get beyond, with its values.</summary>
internal static class FailedTestRule
{
    private const int Listed = 3;
    private const int MaxLength = 200;

    public static PolicyTestResult Of(Trace trace, RuleSymbol rule, Value value)
    {
        TraceNode? root = trace.ToTree().FirstOrDefault(n => n.Event.Kind == TraceEventKind.EnterRule);
        FailedClause[] clauses = [.. root is null ? [] : root.Children.Where(c => c.Event.Kind == TraceEventKind.TryClause).Select(Find).OfType<FailedClause>()];
        return clauses.Length == 0
            ? new PolicyTestResult(null, [new TestFailure($"`{rule.Name}` is {(value.IsUndefined ? "undefined" : value)}", rule.Location)])
            : new PolicyTestResult(null, [.. clauses.Select(Describe)]) { Causes = [.. clauses.SelectMany(CausesOf)] };
    }

    private static FailedClause? Find(TraceNode clause)
    {
        TraceNode[] expressions = [.. clause.Children.Where(c => c.Event.Kind is TraceEventKind.ExpressionHeld or TraceEventKind.ExpressionFailed)];
        // The term of the head comes last, so where the clause gave false that is told by it.
        if (expressions.GroupBy(e => e.Event.Location).LastOrDefault() is not { } last) return null;
        bool gaveFalse = clause.Children.Any(c => c.Event.Kind == TraceEventKind.Solution);
        return new FailedClause(expressions, [.. last.Where(e => gaveFalse || e.Event.Kind == TraceEventKind.ExpressionFailed)], gaveFalse);
    }

    private static TestFailure Describe(FailedClause clause)
    {
        TraceEvent first = clause.Tries[0].Event;
        string[] values = [.. clause.Tries.Select(t => string.Join(", ", t.Event.Values.Select(Describe))).Where(v => v.Length > 0).Distinct()];
        string more = values.Length > Listed ? $"; and {values.Length - Listed} more" : "";
        string told = values.Length == 0 ? "" : $": {string.Join("; ", values.Take(Listed))}{more}";
        return new TestFailure($"`{Cut(first.Name)}` {(clause.GaveFalse ? "is false" : "does not hold")}{told}", first.Location);
    }

    /// <summary>The rules that the expression evaluated, and those evaluated for the variables in it.</summary>
    private static IEnumerable<TraceNode> CausesOf(FailedClause clause)
    {
        TraceNode failed = clause.Tries[0];
        HashSet<string> names = [.. failed.Event.Values.Select(v => v.Name)];
        IEnumerable<TraceNode> before = clause.Expressions.Where(e => e.Event.Location != failed.Event.Location && e.Event.Values.Any(v => names.Contains(v.Name)));
        return before.Append(failed).SelectMany(e => e.Children).Where(n => n.Event.Kind is TraceEventKind.EnterRule or TraceEventKind.EnterElement);
    }

    private static string Describe(TracedValue value) => value.Value.IsUndefined ? $"{Cut(value.Name)} is undefined" : $"{Cut(value.Name)} = {Cut(value.Value.ToString())}";

    private static string Cut(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";

    /// <summary>A clause that gave false or nothing.</summary>
    /// <param name="Expressions">What was evaluated of it, in order.</param>
    /// <param name="Tries">The last of its expressions, each time that it was not true.</param>
    /// <param name="GaveFalse">Whether it gave false.</param>
    private sealed record FailedClause(TraceNode[] Expressions, TraceNode[] Tries, bool GaveFalse);
}
