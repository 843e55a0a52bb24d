using PolicyKit.Text;

namespace PolicyKit.Planning;

/// <summary>A step that only a traced plan has: it tells what happens and changes nothing.</summary>
internal abstract record TraceStep : PlanStep;

/// <summary>Starts an expression: what fails up to its end fails the expression.</summary>
internal sealed record BeginExpressionStep(TracedExpression Expression) : TraceStep;

/// <summary>Notes the value of a term of the expression.</summary>
internal sealed record WatchStep(TracedExpression Expression, int Index, Operand Operand) : TraceStep;

/// <summary>Ends an expression: it held.</summary>
internal sealed record EndExpressionStep(TracedExpression Expression) : TraceStep;

/// <summary>Starts a clause.</summary>
internal sealed record TryClauseStep(Location Location) : TraceStep;

/// <summary>A clause or query holds and gives a value.</summary>
internal sealed record SolutionStep(Location Location, Operand Value) : TraceStep;
