using PolicyKit.Runtime;

namespace PolicyKit.Symbols.Types;

/// <summary>The types of what has no schema: constants and params.</summary>
internal static class ValueTypes
{
    /// <summary>The narrowest type that has a value.</summary>
    public static TypeSymbol Of(Value value) => value.Kind switch
    {
        ValueKind.Undefined => TypeSymbol.Never,
        ValueKind.Null => TypeSymbol.Null,
        ValueKind.Boolean => value == Value.True ? TypeSymbol.True : TypeSymbol.False,
        ValueKind.Number => value.TryGetBigInteger(out _) ? TypeSymbol.Integer : TypeSymbol.Number,
        ValueKind.String => TypeSymbol.StringsOf([value.TextOrEmpty()]),
        ValueKind.Array => TypeSymbol.ArrayOf(OfMembers(value)),
        ValueKind.Set => TypeSymbol.SetOf(OfMembers(value)),
        _ => OfObject(value),
    };

    /// <summary>The type of a param's values.</summary>
    public static TypeSymbol Of(ParamType type) => type.Kind switch
    {
        ParamTypeKind.Any => TypeSymbol.Any,
        ParamTypeKind.String => TypeSymbol.String,
        ParamTypeKind.Int => TypeSymbol.Integer,
        ParamTypeKind.Number => TypeSymbol.Number,
        ParamTypeKind.Bool => TypeSymbol.Boolean,
        ParamTypeKind.Array => TypeSymbol.ArrayOf(Of(type.Element!)),
        ParamTypeKind.Set => TypeSymbol.SetOf(Of(type.Element!)),
        _ => TypeSymbol.MapOf(Of(type.Element!)),
    };

    private static TypeSymbol OfMembers(Value collection) => TypeSymbol.UnionOf(collection.Entries.Select(e => Of(e.Value)));

    private static ObjectType OfObject(Value value)
    {
        var fields = new List<FieldSymbol>();
        var others = new List<(TypeSymbol Key, TypeSymbol Value)>();
        foreach ((Value key, Value member) in value.Members())
        {
            if (key.TryGetString(out string? name)) fields.Add(new FieldSymbol(name, Of(member), IsRequired: true));
            else others.Add((Of(key), Of(member)));
        }
        return new ObjectType("", fields, TypeSymbol.UnionOf(others.Select(o => o.Value)), TypeSymbol.UnionOf(others.Select(o => o.Key)));
    }
}
