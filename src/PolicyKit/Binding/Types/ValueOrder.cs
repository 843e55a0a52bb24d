using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>Rego orders all values, those of different types by their types alone: null, booleans, numbers, strings, arrays, objects, sets.</summary>
internal static class ValueOrder
{
    /// <summary>Whether some values of two types are compared by more than their types.</summary>
    public static bool IsByValue(TypeSymbol left, TypeSymbol right) => left.Parts.Any(l => right.Parts.Any(r => Rank(l) is not { } rank || Rank(r) is not { } other || rank == other));

    private static int? Rank(TypeSymbol part) => part switch
    {
        ScalarType { Kind: ScalarKind.Null } => 0,
        ScalarType { Kind: ScalarKind.Number or ScalarKind.Integer } or NumberConstantType => 2,
        ScalarType => 1,
        StringType => 3,
        ArrayType => 4,
        ObjectType => 5,
        SetType => 6,
        _ => null,
    };
}
