using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Text;

namespace PolicyKit.Planning;

internal sealed partial class Planner
{
    /// <summary>Whether the rule is the program's own: its one clause is told as a query.</summary>
    private readonly bool _isHidden;

    private bool _isTraced;

    /// <summary>The expression that is being planned; null outside of any and in plans that are not traced.</summary>
    private TracedExpression? _expression;

    /// <summary>Plans an expression. What the compiler made of one expression is one expression.</summary>
    private void PlanExpression(Location location, Action plan, BoundLiteral? statement = null)
    {
        if (!_isTraced || _expression is not null)
        {
            plan();
            return;
        }
        var expression = new TracedExpression(location);
        Add(new BeginExpressionStep(expression));
        _expression = expression;
        plan();
        expression.IsCondition = statement is not null && (Asks(statement) ?? expression.Bound.Count == 0);
        _expression = null;
        Add(new EndExpressionStep(expression));
    }

    /// <summary>Whether a statement is there to be true or false; null where that depends on whether it binds variables. What holds a query was a <c>not</c> or an <c>every</c>.</summary>
    private static bool? Asks(BoundLiteral statement) => statement switch
    {
        BoundNot or BoundBlock or BoundTest { Term: BoundComparison or BoundMembership } => true,
        BoundTest { Term: BoundConstant } => false,
        BoundWith with => Asks(with.Literal),
        _ => null,
    };

    private Operand Watch(BoundTerm term, Operand operand, bool isPattern = false)
    {
        int index = _expression?.Add(term, isPattern) ?? -1;
        if (index >= 0 && isPattern) _expression!.Bound.Add((TermText.Of(term)!, operand));
        if (index >= 0) Add(new WatchStep(_expression!, index, operand));
        return operand;
    }

    private void TryClause(Location location)
    {
        if (_isTraced && !_isHidden) Add(new TryClauseStep(location));
    }

    private void SolveClause(Location location, Operand value)
    {
        if (!_isHidden) Solve(location, value);
    }

    private void Solve(Location location, Operand value)
    {
        if (_isTraced) Add(new SolutionStep(location, value));
    }

    /// <summary>Plans what is no part of a clause's truth: where a finding is, and why.</summary>
    private void Untraced(Action plan)
    {
        bool outer = _isTraced;
        _isTraced = false;
        plan();
        _isTraced = outer;
    }

    /// <summary>The variables that the expression has bound so far: those of the <c>every</c> that is being planned.</summary>
    private ImmutableArray<(string Name, Operand Value)> ElementVariables() => [.. _expression?.Bound ?? []];
}
