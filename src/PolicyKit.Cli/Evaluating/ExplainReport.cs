using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Text;

namespace PolicyKit.Cli.Evaluating;

/// <summary>Writes a trace as a tree: rules, their clauses, the expressions with source lines and values, and below an expression the rules that it evaluated.</summary>
internal sealed class ExplainReport
{
    private const int Listed = 3;
    private const int MaxLength = 100;

    private readonly Painter _paint;
    private readonly bool _isFull;

    private ExplainReport(Painter paint, ExplainDetail detail)
    {
        _paint = paint;
        _isFull = detail == ExplainDetail.Full;
    }

    public static void Write(Trace trace, ExplainDetail detail, Painter paint)
    {
        if (detail == ExplainDetail.None) return;
        var report = new ExplainReport(paint, detail);
        foreach (TraceNode root in trace.ToTree())
        {
            if (root.Event.Kind == TraceEventKind.EnterQuery) report.WriteExpressions(root, ExpressionsOf(root), 0);
            else report.WriteInner(root, 0);
        }
        if (trace.IsCut) paint.Line(string.Create(CultureInfo.InvariantCulture, $"the rest is left out: an explanation has {Trace.MaxEvents} steps"), Styles.Faint);
    }

    /// <summary>Writes rules that were tried, and the expressions in them that failed.</summary>
    public static void WriteCauses(IEnumerable<TraceNode> rules, Painter paint)
    {
        var report = new ExplainReport(paint, ExplainDetail.Fails);
        foreach (TraceNode rule in rules) report.WriteInner(rule, 1);
    }

    private void WriteInner(TraceNode node, int indent)
    {
        switch (node.Event.Kind)
        {
            case TraceEventKind.EnterRule:
                WriteRule(node, indent);
                break;
            case TraceEventKind.EnterElement when _isFull || node.Result.IsUndefined:
                Start(indent).Write("element").Write(node.Result.IsUndefined ? " failed" : " held", Style(!node.Result.IsUndefined)).Line($": {Joined(node.Event.Values)}");
                WriteExpressions(node, ExpressionsOf(node), indent + 1);
                break;
            case TraceEventKind.EnterQuery when _isFull:
                Start(indent).Write(Cut(node.Event.Name)).Line($" = {Cut(node.Result.ToString())}");
                WriteExpressions(node, ExpressionsOf(node), indent + 1);
                break;
            case TraceEventKind.RecallRule when _isFull:
                Start(indent).Line($"{node.Event.Name} {Is(node)} (known already)", Styles.Faint);
                break;
        }
    }

    private void WriteRule(TraceNode rule, int indent)
    {
        string arguments = rule.Event.Values.IsEmpty ? "" : $"({string.Join(", ", rule.Event.Values.Select(v => Cut(v.Value.ToString())))})";
        Start(indent).Write(rule.Event.Values.IsEmpty ? "rule " : "function ", Styles.Faint).Write(rule.Event.Name + arguments, Styles.Strong).Line($" {Is(rule)}".TrimEnd());
        foreach (TraceNode clause in rule.Children) WriteClause(clause, indent + 1);
    }

    private void WriteClause(TraceNode clause, int indent)
    {
        if (clause.Event.Kind != TraceEventKind.TryClause)
        {
            WriteInner(clause, indent);
            return;
        }
        int solutions = clause.Children.Count(c => c.Event.Kind == TraceEventKind.Solution);
        string times = solutions > 1 ? string.Create(CultureInfo.InvariantCulture, $" {solutions} times") : "";
        Start(indent).Write($"{Place(clause.Event.Location)} ", Styles.Faint).Line(solutions > 0 ? $"held{times}" : "failed", Style(solutions > 0));
        if (_isFull || solutions == 0) WriteExpressions(clause, ExpressionsOf(clause), indent + 1);
        else WriteValues(ValuesOfSolution(clause), indent + 1);
    }

    /// <summary>Expressions in the order in which they were tried first. Of those that failed in a body that has a solution, only a full report tells.</summary>
    private void WriteExpressions(TraceNode parent, IEnumerable<IGrouping<Location, TraceNode>> expressions, int indent)
    {
        bool isRoot = parent.Event.Kind == TraceEventKind.EnterQuery;
        foreach (IGrouping<Location, TraceNode> expression in expressions)
        {
            TraceNode[] failed = [.. expression.Where(e => e.Event.Kind == TraceEventKind.ExpressionFailed)];
            TraceNode[] held = [.. expression.Except(failed)];
            if (failed.Length > 0 && (_isFull || held.Length == 0 || !isRoot)) WriteExpression(expression.Key, failed, held: false, indent);
            if (held.Length > 0 && (_isFull || isRoot)) WriteExpression(expression.Key, held, held: true, indent);
        }
    }

    private void WriteExpression(Location location, TraceNode[] tries, bool held, int indent)
    {
        string times = tries.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" {tries.Length} times") : "";
        string number = (location.Start.Line + 1).ToString(CultureInfo.InvariantCulture).PadLeft(3);
        Start(indent).Write($"{number} | ", Styles.Faint).Write(Cut(tries[0].Event.Name)).Write(": ").Line((held ? "held" : "failed") + times, Style(held));
        int listed = _isFull ? tries.Length : Listed;
        foreach (TraceNode attempt in tries.Take(listed))
        {
            if (tries.Length == 1) WriteValues(attempt.Event.Values.Where(v => !attempt.Children.Any(rule => IsValueOf(v, rule))), indent + 3);
            else if (!attempt.Event.Values.IsEmpty) Start(indent + 3).Line(Joined(attempt.Event.Values));
            foreach (TraceNode inner in attempt.Children) WriteInner(inner, indent + 3);
        }
        if (tries.Length > listed) Start(indent + 3).Line(string.Create(CultureInfo.InvariantCulture, $"and {tries.Length - listed} more"), Styles.Faint);
    }

    /// <summary>Whether a value is that of a rule that is told of below it.</summary>
    private static bool IsValueOf(TracedValue value, TraceNode rule) =>
        rule.Event is { Kind: TraceEventKind.EnterRule, Values.IsEmpty: true } && (rule.Event.Name == value.Name || rule.Event.Name.EndsWith("." + value.Name, StringComparison.Ordinal));

    private void WriteValues(IEnumerable<TracedValue> values, int indent)
    {
        foreach (TracedValue value in values) Start(indent).Line(Describe(value));
    }

    private static IEnumerable<IGrouping<Location, TraceNode>> ExpressionsOf(TraceNode node) =>
        node.Children.Where(c => c.Event.Kind is TraceEventKind.ExpressionHeld or TraceEventKind.ExpressionFailed).GroupBy(c => c.Event.Location);

    /// <summary>The values with which a clause held first: those of each expression when it held last before that.</summary>
    private static IEnumerable<TracedValue> ValuesOfSolution(TraceNode clause)
    {
        IEnumerable<TraceNode> before = clause.Children.TakeWhile(c => c.Event.Kind != TraceEventKind.Solution).Where(c => c.Event.Kind == TraceEventKind.ExpressionHeld);
        return before.GroupBy(c => c.Event.Location).SelectMany(g => g.Last().Event.Values).DistinctBy(v => v.Name);
    }

    private Painter Start(int indent) => _paint.Write(new string(' ', 2 * indent));

    /// <summary>A rule without a value in which a clause held ended with an error, or makes findings: nothing is said of it.</summary>
    private static string Is(TraceNode node)
    {
        if (!node.Result.IsUndefined) return $"= {Cut(node.Result.ToString())}";
        return node.Children.Any(clause => clause.Children.Any(s => s.Event.Kind == TraceEventKind.Solution)) ? "" : "is undefined";
    }

    private static string Describe(TracedValue value) => value.Value.IsUndefined ? $"{Cut(value.Name)} is undefined" : $"{Cut(value.Name)} = {Cut(value.Value.ToString())}";

    private static string Joined(ImmutableArray<TracedValue> values) => string.Join(", ", values.Select(Describe));

    private static string Place(Location location) => $"{location.Source?.Path}:{location.Start.Line + 1}";

    private static string Cut(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";

    private static Spectre.Console.Style Style(bool held) => held ? Styles.Good : Styles.Deny;
}
