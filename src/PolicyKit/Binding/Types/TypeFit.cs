using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>What is wrong with a value where it goes to.</summary>
/// <param name="Given">The type of the value, or of a part of it.</param>
/// <param name="Wanted">The type that is wanted there.</param>
/// <param name="Field">A field of the value that the wanted type has not; null when it is the value itself that does not fit.</param>
internal sealed record Misfit(TypeSymbol Given, TypeSymbol Wanted, string? Field = null);

/// <summary>Finds values that no field of a type takes. As JSON, a set is an array.</summary>
internal static class TypeFit
{
    public static Misfit? Find(TypeSymbol given, TypeSymbol wanted) =>
        given == TypeSymbol.Never || wanted == TypeSymbol.Never ? null : FirstOrNone(given.Parts.Select(g => FindPart(g, wanted)));

    private static Misfit? FindPart(TypeSymbol given, TypeSymbol wanted)
    {
        if (given is AnyType || wanted is AnyType) return null;
        Misfit?[] found = [.. wanted.Parts.Where(w => AreAlike(given, w)).Select(w => FindIn(given, w))];
        return found.Length == 0 ? new Misfit(given, wanted) : FirstOrNone(found);
    }

    private static Misfit? FindIn(TypeSymbol given, TypeSymbol wanted) => (given, wanted) switch
    {
        (ObjectType { Fields: var fields }, ObjectType) => fields.Select(f => wanted.Member(f.Name) is var member && member == TypeSymbol.Never ? new Misfit(given, wanted, f.Name) : Find(f.Type, member)).FirstOrDefault(m => m is not null),
        (ArrayType or SetType, ArrayType) or (SetType, SetType) => Find(given.Elements, wanted.Elements),
        _ => given.MayEqual(wanted) ? null : new Misfit(given, wanted),
    };

    private static bool AreAlike(TypeSymbol given, TypeSymbol wanted) => (given, wanted) switch
    {
        (ObjectType, ObjectType) or (ArrayType or SetType, ArrayType) or (SetType, SetType) => true,
        (ObjectType or ArrayType or SetType, _) or (_, ObjectType or ArrayType or SetType) => false,
        _ => given.MayEqual(wanted),
    };

    /// <summary>None if one of several has none.</summary>
    private static Misfit? FirstOrNone(IEnumerable<Misfit?> misfits)
    {
        Misfit?[] all = [.. misfits];
        return all.Length > 0 && Array.TrueForAll(all, m => m is not null) ? all[0] : null;
    }
}
