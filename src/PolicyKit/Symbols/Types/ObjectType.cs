using System.Collections.Immutable;

namespace PolicyKit.Symbols.Types;

/// <summary>Objects with named fields, and others.</summary>
internal sealed class ObjectType : TypeSymbol
{
    private readonly Lazy<ImmutableArray<FieldSymbol>> _fields;
    private readonly Lazy<TypeSymbol> _elements;
    private readonly bool _isDeferred;

    public ObjectType(string name, IEnumerable<FieldSymbol> fields, TypeSymbol others, TypeSymbol? otherKeys = null)
        : this(name, new Lazy<ImmutableArray<FieldSymbol>>(Sort(fields)), others, otherKeys)
    {
    }

    public ObjectType(string name, Func<IEnumerable<FieldSymbol>> fields, TypeSymbol others)
        : this(name, new Lazy<ImmutableArray<FieldSymbol>>(() => Sort(fields())), others, otherKeys: null) => _isDeferred = true;

    private ObjectType(string name, Lazy<ImmutableArray<FieldSymbol>> fields, TypeSymbol others, TypeSymbol? otherKeys)
    {
        Name = name;
        Others = others;
        OtherKeys = otherKeys ?? String;
        _fields = fields;
        _elements = new Lazy<TypeSymbol>(() => UnionOf(Fields.Select(f => f.Type).Append(Others)));
    }

    public override string Name { get; }

    /// <summary>What the values of names are that no field has; never when there are no others.</summary>
    public TypeSymbol Others { get; }

    /// <summary>The keys that others may have.</summary>
    public TypeSymbol OtherKeys { get; }

    public override ImmutableArray<FieldSymbol> Fields => _fields.Value;

    public override TypeSymbol Keys => Others == Never ? Fields.IsEmpty ? Never : StringsOf(Fields.Select(f => f.Name)) : UnionOf(Fields.IsEmpty ? Never : String, OtherKeys);

    public override TypeSymbol Elements => _elements.Value;

    public override TypeSymbol Member(string name) => Find(name)?.Type ?? (OtherKeys.MayEqual(String) ? Others : Never);

    public override TypeSymbol Lookup(TypeSymbol key)
    {
        if (key is StringType { IsAny: false } names) return UnionOf(names.Values.Select(Member));
        TypeSymbol named = key.MayEqual(String) ? Elements : Never;
        return key.MayEqual(OtherKeys) ? UnionOf(named, Others) : named;
    }

    public FieldSymbol? Find(string name)
    {
        ImmutableArray<FieldSymbol> fields = Fields;
        for (int low = 0, high = fields.Length - 1; low <= high;)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(fields[middle].Name, name);
            if (order == 0) return fields[middle];
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return null;
    }

    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj)
        || (!_isDeferred && obj is ObjectType { _isDeferred: false } other && Name == other.Name && Others.Equals(other.Others) && OtherKeys.Equals(other.OtherKeys) && Fields.SequenceEqual(other.Fields));

    public override int GetHashCode() => _isDeferred ? base.GetHashCode() : HashCode.Combine(string.GetHashCode(Name, StringComparison.Ordinal), Fields.Length);

    private static ImmutableArray<FieldSymbol> Sort(IEnumerable<FieldSymbol> fields) => [.. fields.OrderBy(f => f.Name, StringComparer.Ordinal)];
}
