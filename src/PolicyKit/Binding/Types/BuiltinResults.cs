using PolicyKit.Builtins;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>What calls of builtins give: for those that hand on what they are given, more than their row says.</summary>
internal static class BuiltinResults
{
    private static readonly Dictionary<string, Func<TypeSymbol[], TypeSymbol>> Results = new(StringComparer.Ordinal)
    {
        ["array.concat"] = a => TypeSymbol.ArrayOf(Elements(a)),
        ["array.reverse"] = a => TypeSymbol.ArrayOf(a[0].Elements),
        ["array.slice"] = a => TypeSymbol.ArrayOf(a[0].Elements),
        ["and"] = a => TypeSymbol.SetOf(a[0].Elements),
        ["or"] = a => TypeSymbol.SetOf(Elements(a)),
        ["set_diff"] = a => TypeSymbol.SetOf(a[0].Elements),
        ["minus"] = a => TypeSymbol.UnionOf(a[0].MayEqual(TypeSymbol.Number) ? TypeSymbol.Number : TypeSymbol.Never, a[0].Elements == TypeSymbol.Never && !MayBeSet(a[0]) ? TypeSymbol.Never : TypeSymbol.SetOf(a[0].Elements)),
        ["union"] = a => TypeSymbol.SetOf(a[0].Elements.Elements),
        ["intersection"] = a => TypeSymbol.SetOf(a[0].Elements.Elements),
        ["sort"] = a => TypeSymbol.ArrayOf(a[0].Elements),
        ["cast_array"] = a => TypeSymbol.ArrayOf(a[0].Elements),
        ["cast_set"] = a => TypeSymbol.SetOf(a[0].Elements),
        ["max"] = a => a[0].Elements,
        ["min"] = a => a[0].Elements,
        ["object.keys"] = a => TypeSymbol.SetOf(a[0].Keys),
        ["count"] = _ => TypeSymbol.Integer,
        ["numbers.range"] = _ => TypeSymbol.ArrayOf(TypeSymbol.Integer),
        ["ceil"] = _ => TypeSymbol.Integer,
        ["floor"] = _ => TypeSymbol.Integer,
        ["round"] = _ => TypeSymbol.Integer,
    };

    public static TypeSymbol Of(Builtin builtin, TypeSymbol[] arguments)
    {
        if (Results.TryGetValue(builtin.Name, out Func<TypeSymbol[], TypeSymbol>? result)) return result(arguments);
        TypeSymbol stated = Signatures.TypeOf(builtin.Result);
        return builtin.IsRelation ? stated.Elements : stated;
    }

    private static TypeSymbol Elements(TypeSymbol[] arguments) => TypeSymbol.UnionOf(arguments.Select(a => a.Elements));

    private static bool MayBeSet(TypeSymbol type) => type.MayEqual(TypeSymbol.SetOf(TypeSymbol.Any));
}
