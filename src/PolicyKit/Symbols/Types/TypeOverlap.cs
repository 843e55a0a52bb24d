namespace PolicyKit.Symbols.Types;

/// <summary>Says whether values of two types may be equal. Collections of any size may be empty, so of these only objects with required fields can differ.</summary>
internal static class TypeOverlap
{
    /// <summary>Deeper, types may hold themselves.</summary>
    private const int DeepestLook = 4;

    public static bool MayEqual(TypeSymbol left, TypeSymbol right, int depth) => (left, right) switch
    {
        (UnionType, _) or (_, UnionType) => left.Parts.Any(l => right.Parts.Any(r => MayEqual(l, r, depth))),
        (AnyType, _) or (_, AnyType) => true,
        (ScalarType l, ScalarType r) => l.Kind == r.Kind || (IsNumber(l) && IsNumber(r)) || IsAmong(l.Kind, r.Kind) || IsAmong(r.Kind, l.Kind),
        (NumberConstantType l, NumberConstantType r) => l.Equals(r),
        (NumberConstantType l, ScalarType r) => IsAmong(l, r),
        (ScalarType l, NumberConstantType r) => IsAmong(r, l),
        (StringType l, StringType r) => l.MayBe(r),
        (ArrayType, ArrayType) or (SetType, SetType) => true,
        (ObjectType l, ObjectType r) => depth >= DeepestLook || (MayHave(l, r, depth) && MayHave(r, l, depth)),
        _ => false,
    };

    private static bool IsAmong(ScalarKind constant, ScalarKind kind) => kind == ScalarKind.Boolean && constant is ScalarKind.True or ScalarKind.False;

    private static bool IsAmong(NumberConstantType constant, ScalarType type) => type.Kind == ScalarKind.Number || type == constant.Wide;

    private static bool IsNumber(ScalarType type) => type.Kind is ScalarKind.Number or ScalarKind.Integer;

    /// <summary>Whether an object may have what the other type's objects have.</summary>
    private static bool MayHave(ObjectType type, ObjectType other, int depth) =>
        other.Fields.All(f => !f.IsRequired || MayEqual(type.Member(f.Name), f.Type, depth + 1));
}
