using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Lowering;

/// <summary><c>count(collection)</c> compared with a constant so that it asks for some element, or for none.</summary>
internal sealed record CountTest(BoundTerm Collection, bool AsksForSome)
{
    public static CountTest? Of(BoundComparison comparison) => comparison switch
    {
        { Left: BoundBuiltinCall { Builtin.Name: "count", Arguments: [var counted] }, Right: BoundConstant { Value: var limit } } => Of(counted, comparison.Operator, limit),
        { Left: BoundConstant { Value: var limit }, Right: BoundBuiltinCall { Builtin.Name: "count", Arguments: [var counted] } } => Of(counted, Mirror(comparison.Operator), limit),
        _ => null,
    };

    private static CountTest? Of(BoundTerm counted, ComparisonOperator @operator, Value limit) => !limit.TryGetInlineInt64(out long number) ? null : (@operator, number) switch
    {
        (ComparisonOperator.Greater or ComparisonOperator.NotEqual, 0) or (ComparisonOperator.GreaterOrEqual, 1) => new CountTest(counted, AsksForSome: true),
        (ComparisonOperator.Equal or ComparisonOperator.LessOrEqual, 0) or (ComparisonOperator.Less, 1) => new CountTest(counted, AsksForSome: false),
        _ => null,
    };

    private static ComparisonOperator Mirror(ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => @operator,
    };
}

/// <summary>Finds calls.</summary>
internal sealed class CallFinder : BoundWalker
{
    private bool _found;

    /// <summary>Whether there are calls among the operands of a statement.</summary>
    public static bool IsInOperands(BoundTerm statement)
    {
        var finder = new CallFinder();
        if (statement is not BoundFunctionCall call) return false;
        foreach (BoundTerm argument in call.Arguments) finder.Visit(argument);
        return finder._found;
    }

    public override void Visit(BoundTerm term)
    {
        _found |= term is BoundFunctionCall or BoundBuiltinCall or BoundComparison or BoundMembership;
        base.Visit(term);
    }
}
