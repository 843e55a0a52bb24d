using PolicyKit.Symbols.Types;
using PolicyKit.Text;

namespace PolicyKit.Binding.Types;

internal sealed partial class ClauseTypes
{
    private static readonly TypeSymbol Empty = TypeSymbol.StringsOf([""]);

    private void Compare(BoundComparison comparison)
    {
        switch (comparison.Operator)
        {
            case ComparisonOperator.Equal when _negations == 0:
                Compare(Exact(comparison.Left), Exact(comparison.Right), comparison.Location);
                break;
            case ComparisonOperator.Equal or ComparisonOperator.NotEqual:
                // That conditions before tell it already is no mistake.
                _facts.Without(() => Compare(Exact(comparison.Left), Exact(comparison.Right), comparison.Location));
                break;
            default:
                Order(Of(comparison.Left), Of(comparison.Right), comparison.Location);
                break;
        }
    }

    private void Compare(TypeSymbol left, TypeSymbol right, Location location)
    {
        // Core modules see the fields that are null.
        if (!isPolicyLayer && (left == TypeSymbol.Null || right == TypeSymbol.Null)) return;
        if (mistakes is not null && left != TypeSymbol.Never && right != TypeSymbol.Never && !left.MayEqual(right) && !AskIfEmpty(left, right) && !AskIfEmpty(right, left)) mistakes.ReportEqual(left, right, location);
    }

    /// <summary>Whether a field that has constants is compared with the empty string, which stands for a field that is not set.</summary>
    private static bool AskIfEmpty(TypeSymbol left, TypeSymbol right) => left.Equals(Empty) && right.MayEqual(TypeSymbol.String);

    private void Order(TypeSymbol left, TypeSymbol right, Location location)
    {
        if (mistakes is null || left == TypeSymbol.Never || right == TypeSymbol.Never) return;
        if (left == TypeSymbol.Quantity || right == TypeSymbol.Quantity) mistakes.ReportQuantity(location);
        else if (!ValueOrder.IsByValue(left, right)) mistakes.ReportOrder(left, right, location);
    }

    private TypeSymbol Contains(BoundMembership membership)
    {
        if (_negations > 0) _facts.Without(Compare);
        else Compare();
        return TypeSymbol.Boolean;

        void Compare()
        {
            TypeSymbol collection = Collection(membership.Collection), value = Of(membership.Value);
            this.Compare(value, collection.Elements, membership.Location);
            if (membership.Key is { } key) this.Compare(Of(key), collection.Keys, key.Location);
        }
    }
}
