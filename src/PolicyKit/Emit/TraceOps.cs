using System.Collections.Immutable;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>What traced code calls.</summary>
internal static class TraceOps
{
    public static void EnterRule(EvalContext context, RuleSymbol rule, Value[] arguments) =>
        Tracer(context).Enter(TraceEventKind.EnterRule, rule.ToString(), rule.Location, [.. arguments.Select((a, i) => new TracedValue($"argument {i + 1}", a))]);

    public static void Exit(EvalContext context, Value result) => Tracer(context).Exit(result);

    public static void Recall(EvalContext context, RuleSymbol rule, Value value) => Tracer(context).Add(TraceEventKind.RecallRule, rule, rule.Location, value);

    public static void TryClause(EvalContext context, RuleSymbol rule, Location location) => Tracer(context).Add(TraceEventKind.TryClause, rule, location, default);

    public static void Solution(EvalContext context, RuleSymbol rule, Location location, Value value) => Tracer(context).Add(TraceEventKind.Solution, rule, location, value);

    public static void EnterQuery(EvalContext context, Location location) => Tracer(context).Enter(TraceEventKind.EnterQuery, TermText.Of(location), location, []);

    public static void EnterElement(EvalContext context, Location location, string[] names, Value[] values)
    {
        ImmutableArray<TracedValue> variables = [.. names.Zip(values, (name, value) => new TracedValue(name, value))];
        Tracer(context).Enter(TraceEventKind.EnterElement, TermText.Of(location), location, variables);
    }

    public static void Held(EvalContext context, TracedExpression expression, Value[] watched) => Tracer(context).End(expression, held: true, watched);

    public static void Failed(EvalContext context, TracedExpression expression, Value[] watched) => Tracer(context).End(expression, held: false, watched);

    private static Tracer Tracer(EvalContext context) => context.State.Tracer!;
}
