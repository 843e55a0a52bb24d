using System.Numerics;

namespace PolicyKit.Runtime;

/// <summary>
/// A Rego value in 16 bytes: a reference that tells the kind (a tag, a string, a collection, or a document) and 64 bits of payload (an integer, a boolean, or a
/// node of the document). The default value is undefined.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;
    private readonly long _payload;

    internal Value(object? reference, long payload)
    {
        _reference = reference;
        _payload = payload;
    }

    /// <summary>No value.</summary>
    public static Value Undefined => default;

    /// <summary><c>null</c></summary>
    public static Value Null => new(Tag.Null, 0);

    /// <summary><c>true</c></summary>
    public static Value True => new(Tag.Boolean, 1);

    /// <summary><c>false</c></summary>
    public static Value False => new(Tag.Boolean, 0);

    internal object? Reference => _reference;

    internal long Payload => _payload;

    /// <summary>Whether there is no value.</summary>
    public bool IsUndefined => _reference is null;

    /// <summary>What kind of value this is.</summary>
    public ValueKind Kind => throw new NotImplementedException();

    /// <summary>A boolean.</summary>
    public static Value FromBoolean(bool value) => value ? True : False;

    /// <summary>An integer.</summary>
    public static Value FromInt64(long value) => new(Tag.Integer, value);

    /// <summary>An integer of any size.</summary>
    public static Value FromBigInteger(BigInteger value) => throw new NotImplementedException();

    /// <summary>A string.</summary>
    public static Value FromString(string value) => new(value, 0);

    /// <summary>Rego equality: numbers by value, collections by members.</summary>
    public bool Equals(Value other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <summary>The value as JSON with sets as OPA prints them in messages; <c>undefined</c> for undefined.</summary>
    public override string ToString() => throw new NotImplementedException();

    /// <summary>Same as <see cref="Equals(Value)"/>.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Opposite of <see cref="Equals(Value)"/>.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);
}
