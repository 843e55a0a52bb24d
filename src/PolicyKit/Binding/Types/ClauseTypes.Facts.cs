using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

internal sealed partial class ClauseTypes
{
    /// <summary>What predicates tell of their argument.</summary>
    private static readonly Dictionary<string, TypeSymbol> Predicates = new(StringComparer.Ordinal)
    {
        ["is_array"] = TypeSymbol.ArrayOf(TypeSymbol.Any),
        ["is_boolean"] = TypeSymbol.Boolean,
        ["is_null"] = TypeSymbol.Null,
        ["is_number"] = TypeSymbol.Number,
        ["is_object"] = new ObjectType("", [], TypeSymbol.Any, TypeSymbol.Any),
        ["is_set"] = TypeSymbol.SetOf(TypeSymbol.Any),
        ["is_string"] = TypeSymbol.String,
    };

    /// <summary>Notes what holds after a condition.</summary>
    private void Assume(BoundTerm condition)
    {
        switch (condition)
        {
            case BoundComparison { Operator: ComparisonOperator.Equal } equal:
                AssumeEqual(equal.Left, equal.Right);
                break;
            case BoundComparison { Operator: ComparisonOperator.NotEqual } different:
                AssumeDifferent(different.Left, different.Right);
                break;
            case BoundUnificationTerm unification:
                AssumeEqual(unification.Left, unification.Right);
                break;
            case BoundMembership membership when IsSimple(membership.Collection):
                AssumeIs(membership.Value, Of(membership.Collection).Elements);
                break;
            case BoundBuiltinCall { Arguments: [var argument] } call when Predicates.TryGetValue(call.Builtin.Name, out TypeSymbol? type):
                AssumeIs(argument, type);
                break;
            case BoundVariable or BoundLookup or BoundRule or BoundParam:
                _facts.Set(condition, TypeNarrowing.Without(Of(condition), TypeSymbol.False));
                break;
        }
    }

    /// <summary>Notes what holds after a negation of one condition, of what is defined.</summary>
    private void AssumeNot(BoundTerm condition)
    {
        switch (condition)
        {
            case BoundComparison { Operator: ComparisonOperator.Equal } equal:
                AssumeDifferent(equal.Left, equal.Right);
                break;
            case BoundMembership { Collection: BoundConstant { Value.Kind: ValueKind.Array or ValueKind.Set } collection } membership:
                AssumeIsNot(membership.Value, ValueTypes.Of(collection.Value).Elements);
                break;
            case BoundBuiltinCall { Arguments: [var argument] } call when Predicates.TryGetValue(call.Builtin.Name, out TypeSymbol? type):
                _facts.Set(argument, TypeNarrowing.Where(Of(argument), part => part is AnyType || !part.MayEqual(type)));
                break;
            case BoundVariable or BoundLookup or BoundRule or BoundParam when Of(condition) == TypeSymbol.Boolean:
                _facts.Set(condition, TypeSymbol.False);
                break;
        }
    }

    private void AssumeEqual(BoundTerm left, BoundTerm right)
    {
        if (!IsSimple(left) || !IsSimple(right)) return;
        TypeSymbol leftType = Exact(left), rightType = Exact(right);
        AssumeIs(left, rightType);
        AssumeIs(right, leftType);
    }

    private void AssumeDifferent(BoundTerm left, BoundTerm right)
    {
        if (right is BoundConstant) AssumeIsNot(left, Exact(right));
        else if (left is BoundConstant) AssumeIsNot(right, Exact(left));
    }

    private void AssumeIs(BoundTerm term, TypeSymbol type)
    {
        if (_facts.IsSuspended || type is AnyType || type == TypeSymbol.Never) return;
        _facts.Set(term, TypeNarrowing.Meet(Of(term), type));
        if (NameOf(term) is { } name) Keep(((BoundLookup)term).Target, part => part.Member(name).MayEqual(type));
    }

    private void AssumeIsNot(BoundTerm term, TypeSymbol constants)
    {
        if (_facts.IsSuspended) return;
        _facts.Set(term, TypeNarrowing.Without(Of(term), constants));
        if (NameOf(term) is { } name) Keep(((BoundLookup)term).Target, part => !TypeNarrowing.IsWithin(part.Member(name), constants));
    }

    /// <summary>What a field of an object is tells which of several types the object has, such as its kind, and so does the object of that around it.</summary>
    private void Keep(BoundTerm term, Func<TypeSymbol, bool> keeps)
    {
        TypeSymbol type = Of(term), kept = TypeNarrowing.Where(type, keeps);
        if (ReferenceEquals(type, kept)) return;
        _facts.Set(term, kept);
        if (NameOf(term) is { } name) Keep(((BoundLookup)term).Target, part => part.Member(name).Parts.Any(p => p is AnyType || kept.Parts.Contains(p)));
    }

    /// <summary>Whether a term is visited again at no cost: it has no closures.</summary>
    private static bool IsSimple(BoundTerm term) => term is BoundConstant || RefPath.Of(term) is not null;

    private static string? NameOf(BoundTerm term) => term is BoundLookup { Key: BoundConstant { Value: var key } } && key.TryGetString(out string? name) ? name : null;

    /// <summary>The type of a term, of a number that one number.</summary>
    private TypeSymbol Exact(BoundTerm term) => term is BoundConstant { Value: { Kind: ValueKind.Number } number } ? new NumberConstantType(number) : Of(term);
}
