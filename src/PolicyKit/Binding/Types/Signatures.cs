using System.Collections.Concurrent;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>Reads types as the rows of builtins state them: <c>number</c>, <c>array[string]</c>, <c>object[string: any]</c>, <c>any&lt;number, set[any]&gt;</c>. What is not known is any.</summary>
internal static class Signatures
{
    private static readonly ConcurrentDictionary<string, TypeSymbol> Read = new(StringComparer.Ordinal);

    public static TypeSymbol TypeOf(string text) => Read.GetOrAdd(text, static text =>
    {
        int at = 0;
        return ReadType(text, ref at);
    });

    private static TypeSymbol ReadType(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
        string word = text[start..at];
        char open = at < text.Length ? text[at] : ' ';
        List<TypeSymbol> inside = [];
        if (open is '[' or '<')
        {
            do
            {
                at += inside.Count == 0 ? 1 : 2;
                inside.Add(ReadType(text, ref at));
            }
            while (at < text.Length && text[at] is ',' or ':');
            at++;
        }
        return word switch
        {
            "null" => TypeSymbol.Null,
            "boolean" => TypeSymbol.Boolean,
            "number" => TypeSymbol.Number,
            "string" => TypeSymbol.String,
            "array" => TypeSymbol.ArrayOf(inside is [var element] ? element : TypeSymbol.Any),
            "set" => TypeSymbol.SetOf(inside is [var member] ? member : TypeSymbol.Any),
            "object" => inside is [var key, var value] ? new ObjectType("", [], value, key) : new ObjectType("", [], TypeSymbol.Any, TypeSymbol.Any),
            _ => open == '<' ? TypeSymbol.UnionOf(inside) : TypeSymbol.Any,
        };
    }
}
