namespace PolicyKit.Symbols.Types;

/// <summary>What is left of a type when more is known of a value.</summary>
internal static class TypeNarrowing
{
    /// <summary>Of a type's values those that may be of another type too.</summary>
    public static TypeSymbol Meet(TypeSymbol type, TypeSymbol other) =>
        other is AnyType || type.Equals(other) ? type : TypeSymbol.UnionOf(type.Parts.SelectMany(part => other.Parts.Where(o => part.MayEqual(o)).Select(o => Narrower(part, o))));

    /// <summary>A type's values without some constants, or as it is where nothing would be left.</summary>
    public static TypeSymbol Without(TypeSymbol type, TypeSymbol constants)
    {
        var left = TypeSymbol.UnionOf(type.Parts.Select(part => WithoutConstants(part, constants)));
        return left == TypeSymbol.Never ? type : left;
    }

    /// <summary>Of the types of a union those that a test keeps, or all where it keeps none.</summary>
    public static TypeSymbol Where(TypeSymbol type, Func<TypeSymbol, bool> keeps)
    {
        TypeSymbol[] kept = [.. type.Parts.Where(keeps)];
        return kept.Length == 0 || kept.Length == type.Parts.Length ? type : TypeSymbol.UnionOf(kept);
    }

    /// <summary>The type that constants are of: what is said of a function's parameters holds for other constants too.</summary>
    public static TypeSymbol Widen(TypeSymbol type) => TypeSymbol.UnionOf(type.Parts.Select(part => part switch
    {
        StringType => TypeSymbol.String,
        ScalarType { Kind: ScalarKind.True or ScalarKind.False } => TypeSymbol.Boolean,
        _ => WidenNumber(part),
    }));

    /// <summary>Numbers that are known only at one place, as numbers of any value.</summary>
    public static TypeSymbol WidenNumbers(TypeSymbol type) => type.Parts.Any(p => p is NumberConstantType) ? TypeSymbol.UnionOf(type.Parts.Select(WidenNumber)) : type;

    /// <summary>Whether all values are constants of a type.</summary>
    public static bool IsWithin(TypeSymbol type, TypeSymbol constants) => type.Parts.Length > 0 && type.Parts.All(part => part switch
    {
        StringType { IsAny: false } strings => constants.Parts.Any(c => c is StringType { IsAny: false } own && strings.Values.All(own.Values.Contains)),
        ScalarType { Kind: ScalarKind.True or ScalarKind.False or ScalarKind.Null } or NumberConstantType => constants.Parts.Contains(part),
        _ => false,
    });

    private static TypeSymbol WidenNumber(TypeSymbol part) => part is NumberConstantType number ? number.Wide : part;

    private static TypeSymbol Narrower(TypeSymbol part, TypeSymbol other) => (part, other) switch
    {
        (AnyType, _) => other,
        (StringType p, StringType { IsAny: false } o) => p.IsAny ? o : TypeSymbol.StringsOf(p.Values.Where(v => o.Values.Contains(v, StringComparer.Ordinal))),
        (ScalarType { Kind: ScalarKind.Boolean or ScalarKind.Number }, _) => other,
        (ScalarType, NumberConstantType) => other,
        _ => part,
    };

    private static TypeSymbol WithoutConstants(TypeSymbol part, TypeSymbol constants)
    {
        if (IsWithin(part, constants)) return TypeSymbol.Never;
        if (part is StringType { IsAny: false } strings)
        {
            return TypeSymbol.StringsOf(strings.Values.Where(v => !constants.Parts.Any(c => c is StringType { IsAny: false } own && own.Values.Contains(v, StringComparer.Ordinal))));
        }
        if (part != TypeSymbol.Boolean) return part;
        return constants.Parts.Contains(TypeSymbol.True) ? TypeSymbol.False : constants.Parts.Contains(TypeSymbol.False) ? TypeSymbol.True : part;
    }
}
