using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Lowering.Screening;

/// <summary>What is known of terms whose operands are constants.</summary>
internal static class Folding
{
    /// <summary>Whether an expression holds; null when that is not known.</summary>
    public static bool? HoldsOf(BoundTerm term) => term switch
    {
        BoundConstant { Value: var value } => Ops.IsTrue(value),
        BoundComparison { Left: BoundConstant left, Right: BoundConstant right } comparison => Compare(comparison.Operator, left.Value, right.Value),
        BoundMembership { Key: null, Value: BoundConstant item, Collection: BoundConstant collection } => Ops.Contains(collection.Value, item.Value) == Value.True,
        _ => null,
    };

    private static bool Compare(ComparisonOperator @operator, Value left, Value right) => @operator switch
    {
        ComparisonOperator.Equal => Ops.Equal(left, right),
        ComparisonOperator.NotEqual => !Ops.Equal(left, right),
        ComparisonOperator.Less => Ops.Compare(left, right) < 0,
        ComparisonOperator.LessOrEqual => Ops.Compare(left, right) <= 0,
        ComparisonOperator.Greater => Ops.Compare(left, right) > 0,
        _ => Ops.Compare(left, right) >= 0,
    };
}
