using System.Collections.Immutable;

namespace PolicyKit.Symbols.Types;

/// <summary>Arrays of any length.</summary>
/// <param name="element">What the elements are.</param>
/// <param name="listKeys">The fields that tell elements apart, where the array stands for a map.</param>
internal sealed class ArrayType(TypeSymbol element, ImmutableArray<string> listKeys) : TypeSymbol
{
    public ImmutableArray<string> ListKeys => listKeys;

    public override TypeSymbol Keys => Integer;

    public override TypeSymbol Elements => element;

    public override TypeSymbol Lookup(TypeSymbol key) => key.MayEqual(Number) ? element : Never;

    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is ArrayType other && element.Equals(other.Elements) && listKeys.SequenceEqual(other.ListKeys, StringComparer.Ordinal));

    public override int GetHashCode() => HashCode.Combine(nameof(ArrayType), element);
}

/// <summary>Sets.</summary>
internal sealed class SetType(TypeSymbol element) : TypeSymbol
{
    public override TypeSymbol Keys => element;

    public override TypeSymbol Elements => element;

    public override TypeSymbol Member(string name) => Lookup(StringsOf([name]));

    public override TypeSymbol Lookup(TypeSymbol key) => key.MayEqual(element) ? element : Never;

    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is SetType other && element.Equals(other.Elements));

    public override int GetHashCode() => HashCode.Combine(nameof(SetType), element);
}
