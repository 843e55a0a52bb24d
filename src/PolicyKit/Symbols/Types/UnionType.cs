using System.Collections.Immutable;

namespace PolicyKit.Symbols.Types;

/// <summary>The values of several types, none of which is a union or any; of none, no value.</summary>
internal sealed class UnionType(ImmutableArray<TypeSymbol> parts, string name = "") : TypeSymbol
{
    /// <summary>With more types than this a union is any: there are some hundred kinds.</summary>
    private const int MostParts = 400;

    /// <summary>With more constants than this a string is any.</summary>
    private const int MostStrings = 200;

    private readonly Lazy<ImmutableArray<FieldSymbol>> _fields = new(() =>
        [.. parts.SelectMany(p => p.Fields).GroupBy(f => f.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Merge)]);

    public override string Name => name;

    public override ImmutableArray<FieldSymbol> Fields => _fields.Value;

    public override TypeSymbol Keys => Of(parts.Select(p => p.Keys));

    public override TypeSymbol Elements => Of(parts.Select(p => p.Elements));

    internal override ImmutableArray<TypeSymbol> Parts => parts;

    public override TypeSymbol Member(string name) => Of(parts.Select(p => p.Member(name)));

    public override TypeSymbol Lookup(TypeSymbol key) => Of(parts.Select(p => p.Lookup(key)));

    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is UnionType other && parts.SequenceEqual(other.Parts));

    public override int GetHashCode() => HashCode.Combine(nameof(UnionType), parts.Length);

    /// <summary>The smallest type that has the values of all: equal types are one, constants are among their kind, and integers among numbers.</summary>
    public static TypeSymbol Of(IEnumerable<TypeSymbol> types)
    {
        TypeSymbol first = Never;
        List<TypeSymbol>? seen = null;
        HashSet<TypeSymbol>? known = null;
        foreach (TypeSymbol type in types)
        {
            if (type is AnyType) return Any;
            if (ReferenceEquals(first, Never)) first = type;
            else if (known is not null && known.Add(type)) seen!.Add(type);
            else if (known is null && !ReferenceEquals(type, Never) && !type.Equals(first)) (known, seen) = ([first, type], [first, type]);
        }
        return seen is null ? first : OfSeveral(seen);
    }

    private static TypeSymbol OfSeveral(List<TypeSymbol> seen)
    {
        var made = new List<TypeSymbol>();
        var members = new HashSet<TypeSymbol>();
        var strings = new List<StringType>();
        foreach (TypeSymbol part in seen.SelectMany(t => t.Parts))
        {
            if (part is StringType text) strings.Add(text);
            else if (members.Add(part)) made.Add(part);
        }
        JoinBooleans(made, members);
        JoinNumbers(made, members);
        if (strings.Count > 0) made.Add(Join(strings));
        if (made.Count > MostParts) return Any;
        if (made is [var single]) return single;
        var union = new UnionType([.. made]);
        // A union with a name stays what it is called.
        return seen.Find(union.Equals) ?? union;
    }

    private static void JoinBooleans(List<TypeSymbol> made, HashSet<TypeSymbol> members)
    {
        bool isEither = members.Contains(True) && members.Contains(False);
        if (isEither && !members.Contains(Boolean)) made[made.FindIndex(m => m == True || m == False)] = Boolean;
        if (isEither || members.Contains(Boolean)) made.RemoveAll(m => m == True || m == False);
    }

    private static void JoinNumbers(List<TypeSymbol> made, HashSet<TypeSymbol> members)
    {
        bool isAny = members.Contains(Number), isInteger = members.Contains(Integer);
        if (isAny || isInteger) made.RemoveAll(m => (isAny && m == Integer) || (m is NumberConstantType constant && (isAny || constant.Wide == Integer)));
    }

    private static TypeSymbol Join(List<StringType> strings)
    {
        if (strings.Exists(s => s.IsAny)) return String;
        string[] values = [.. strings.SelectMany(s => s.Values).Distinct(StringComparer.Ordinal)];
        return values.Length > MostStrings ? String : StringsOf(values);
    }

    private static FieldSymbol Merge(IGrouping<string, FieldSymbol> fields) => new(fields.Key, Of(fields.Select(f => f.Type)), fields.All(f => f.IsRequired));
}
