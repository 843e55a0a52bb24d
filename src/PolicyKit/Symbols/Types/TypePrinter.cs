using System.Collections.Immutable;

namespace PolicyKit.Symbols.Types;

/// <summary>Writes types as a policy's author would: <c>[Container]</c>, <c>{string: int}</c>, <c>"TCP" | "UDP"</c>, <c>{name: string, …}</c>.</summary>
internal static class TypePrinter
{
    private const int DeepestPart = 3;

    private const int MostParts = 4;

    private const string More = "…";

    public static string Print(TypeSymbol type) => Print(type, 0);

    private static string Print(TypeSymbol type, int depth) => type switch
    {
        AnyType => "any",
        { Name.Length: > 0 } => type.Name,
        UnionType { Parts.IsEmpty: true } => "undefined",
        StringType { IsAny: true } => "string",
        StringType text => Join(text.Values, " | ", value => $"\"{value}\""),
        _ when depth == DeepestPart => More,
        UnionType union => Join(union.Parts, " | ", part => Print(part, depth)),
        ArrayType array => $"[{Print(array.Elements, depth + 1)}]",
        SetType set => $"set[{Print(set.Elements, depth + 1)}]",
        ObjectType { Fields.IsEmpty: true } map when map.Others == TypeSymbol.Never => "{}",
        ObjectType { Fields.IsEmpty: true } map => $"{{{Print(map.OtherKeys, depth + 1)}: {Print(map.Others, depth + 1)}}}",
        ObjectType made => $"{{{Join(made.Fields, ", ", field => $"{field.Name}: {Print(field.Type, depth + 1)}")}{(made.Others == TypeSymbol.Never ? "" : $", {More}")}}}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Join<T>(ImmutableArray<T> parts, string separator, Func<T, string> print) =>
        string.Join(separator, parts.Take(MostParts).Select(print)) + (parts.Length > MostParts ? separator + More : "");
}
