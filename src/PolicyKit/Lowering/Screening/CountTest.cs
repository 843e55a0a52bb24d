using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Lowering.Screening;

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
