using System.Collections.Immutable;

namespace PolicyKit.Symbols.Types;

/// <summary>Strings: some constants in ordinal order, or all when there are none.</summary>
internal sealed class StringType(ImmutableArray<string> values) : TypeSymbol
{
    public ImmutableArray<string> Values => values;

    public bool IsAny => values.IsEmpty;

    public bool MayBe(StringType other) => IsAny || other.IsAny || values.Any(v => other.Values.Contains(v, StringComparer.Ordinal));

    public override bool Equals(object? obj) => obj is StringType other && values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => values.IsEmpty ? 0 : HashCode.Combine(values.Length, string.GetHashCode(values[0], StringComparison.Ordinal));
}
