using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PolicyKit.Symbols.Types;

/// <summary>
/// The values that a term can have where it is defined. Immutable and thread-safe; equal when they are known to have the same values. A type may hold itself: fields of objects are resolved when they are first
/// asked for.
/// </summary>
public abstract class TypeSymbol
{
    private protected TypeSymbol()
    {
    }

    /// <summary>Every value: nothing is known.</summary>
    public static TypeSymbol Any { get; } = new AnyType();

    /// <summary>No value: a term of this type is undefined.</summary>
    public static TypeSymbol Never { get; } = new UnionType([]);

    /// <summary>Null.</summary>
    public static TypeSymbol Null { get; } = new ScalarType(ScalarKind.Null);

    /// <summary>A boolean.</summary>
    public static TypeSymbol Boolean { get; } = new ScalarType(ScalarKind.Boolean);

    /// <summary>The boolean <c>true</c>.</summary>
    internal static TypeSymbol True { get; } = new ScalarType(ScalarKind.True);

    /// <summary>The boolean <c>false</c>.</summary>
    internal static TypeSymbol False { get; } = new ScalarType(ScalarKind.False);

    /// <summary>A number.</summary>
    public static TypeSymbol Number { get; } = new ScalarType(ScalarKind.Number);

    /// <summary>A number without a fraction.</summary>
    public static TypeSymbol Integer { get; } = new ScalarType(ScalarKind.Integer);

    /// <summary>A string.</summary>
    public static TypeSymbol String { get; } = new StringType([]);

    /// <summary>A string or an integer, such as a port that is named or numbered.</summary>
    public static TypeSymbol IntOrString { get; } = new UnionType([Integer, String], "int or string");

    /// <summary>An amount such as <c>500m</c> or <c>2</c>: a string or a number.</summary>
    public static TypeSymbol Quantity { get; } = new UnionType([Number, String], "quantity");

    /// <summary>An array of any length.</summary>
    /// <param name="element">What its elements are.</param>
    /// <param name="keys">The fields that tell elements apart, where an array stands for a map (<c>x-kubernetes-list-map-keys</c>).</param>
    public static TypeSymbol ArrayOf(TypeSymbol element, ImmutableArray<string> keys = default) => new ArrayType(element, keys.IsDefault ? [] : keys);

    /// <summary>A set.</summary>
    public static TypeSymbol SetOf(TypeSymbol element) => new SetType(element);

    /// <summary>An object with any names and values of one type.</summary>
    public static TypeSymbol MapOf(TypeSymbol value) => new ObjectType("", [], value);

    /// <summary>One of some strings; any string when there are none.</summary>
    public static TypeSymbol StringsOf(IEnumerable<string> values) => values.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal).ToImmutableArray() is { IsEmpty: false } sorted ? new StringType(sorted) : String;

    /// <summary>An object with named fields, each of which may be absent.</summary>
    /// <param name="name">What messages call it; empty for an object without a name.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="others">What the values of all other names are; <see cref="Never"/> when there are no others.</param>
    public static TypeSymbol ObjectOf(string name, IEnumerable<FieldSymbol> fields, TypeSymbol? others = null) => new ObjectType(name, fields, others ?? Never);

    /// <summary>As above; the fields are asked for once, when they are needed. Such a type equals no other.</summary>
    public static TypeSymbol ObjectOf(string name, Func<IEnumerable<FieldSymbol>> fields, TypeSymbol? others = null) => new ObjectType(name, fields, others ?? Never);

    /// <summary>The values of all of some types.</summary>
    public static TypeSymbol UnionOf(params IEnumerable<TypeSymbol> types) => UnionType.Of(types);

    /// <summary>What it is called; empty when it has no name.</summary>
    public virtual string Name => "";

    /// <summary>The fields that are known by name, by name; of a union those of all its types.</summary>
    public virtual ImmutableArray<FieldSymbol> Fields => [];

    /// <summary>What keys it has, which in an array are indices and in a set the members.</summary>
    public virtual TypeSymbol Keys => Never;

    /// <summary>What is in it: elements, members, or values of fields.</summary>
    public virtual TypeSymbol Elements => Never;

    /// <summary>The types that a union is of; itself for every other.</summary>
    internal virtual ImmutableArray<TypeSymbol> Parts => [this];

    /// <summary>What a lookup of a constant name gives; <see cref="Never"/> when it can give nothing, <see cref="Any"/> when that is not known.</summary>
    public virtual TypeSymbol Member(string name) => Never;

    /// <summary>What a lookup gives; <see cref="Never"/> when it can give nothing.</summary>
    public virtual TypeSymbol Lookup(TypeSymbol key) => Never;

    /// <summary>Whether some value may belong to both types.</summary>
    public bool MayEqual(TypeSymbol other) => TypeOverlap.MayEqual(this, other, 0);

    /// <summary>The type as messages write it, cut short where it is large.</summary>
    public sealed override string ToString() => TypePrinter.Print(this);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
