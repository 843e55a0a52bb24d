using System.Globalization;
using System.Numerics;
using System.Text;
using PolicyKit.Runtime.Clr;

namespace PolicyKit.Runtime;

/// <summary>
/// A Rego value in 16 bytes: a reference that tells the kind (a tag, a string, a collection, a document, or any CLR object) and 64 bits of payload (an integer, a boolean, a node of the document, or
/// how the CLR object is read). The default value is undefined.
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

    /// <summary>Keys and values of an object, positions and elements of an array, members of a set (as both); nothing for anything else.</summary>
    public IEnumerable<(Value Key, Value Value)> Entries => Enumerate(this);

    /// <summary>The member of an object under a string key; undefined for anything else.</summary>
    public Value Member(string name) => Ops.Index(this, FromString(name));

    /// <summary>The element of an array at an index; undefined for anything else.</summary>
    public Value this[int index] => Ops.Index(this, FromInt64(index));

    /// <summary>Whether there is no value.</summary>
    public bool IsUndefined => _reference is null;

    internal bool IsNumber => Kind == ValueKind.Number;

    /// <summary>Whether this is a node of a document, which has a place there.</summary>
    internal bool IsNode => _reference is DocumentView;

    /// <summary>Whether both are one value, without looking into it: the same reference and payload.</summary>
    internal bool IsSame(Value other) => ReferenceEquals(_reference, other._reference) && Payload == other.Payload;

    /// <summary>What kind of value this is.</summary>
    public ValueKind Kind => _reference switch
    {
        DocumentView view => view.KindOf(_payload),
        Tag tag => tag.Kind,
        string => ValueKind.String,
        null => ValueKind.Undefined,
        RegoObject => ValueKind.Object,
        RegoArray => ValueKind.Array,
        RegoSet => ValueKind.Set,
        _ => _payload == 0 ? ValueKind.Number : ClrContainer.Of(_payload).Kind,
    };

    /// <summary>Number of elements or members of a collection, or of code points of a string; else 0.</summary>
    public int Count => (int)Math.Max(0, Ops.CountOf(this));

    /// <summary>A boolean.</summary>
    public static Value FromBoolean(bool value) => value ? True : False;

    /// <summary>An integer.</summary>
    public static Value FromInt64(long value) => new(Tag.Integer, value);

    /// <summary>An integer of any size.</summary>
    public static Value FromBigInteger(BigInteger value) => BigNumber.Create(value, 0).ToValue();

    /// <summary>A finite number: the shortest decimal that reads back as the same double.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is infinite or not a number.</exception>
    public static Value FromDouble(double value) =>
        double.IsFinite(value)
            ? BigNumber.Parse(value.ToString("R", CultureInfo.InvariantCulture)).WithoutText().ToValue()
            : throw new ArgumentOutOfRangeException(nameof(value));

    /// <summary>A JSON number, which keeps the way it is written (<c>1.0</c>, <c>1e400</c>).</summary>
    /// <exception cref="FormatException">The text is no JSON number, or is longer than is read.</exception>
    public static Value FromNumberText(string text)
    {
        if (!NumberFormat.IsNumber(text)) throw new FormatException($"`{text}` is not a number");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && (value != 0 || text == "0")
            ? FromInt64(value)
            : new Value(BigNumber.Parse(text), 0);
    }

    /// <summary>A string.</summary>
    public static Value FromString(string value) => new(value, 0);

    /// <summary>An array.</summary>
    public static Value FromArray(IEnumerable<Value> elements) => new(new RegoArray([.. elements]), 0);

    /// <summary>A set.</summary>
    public static Value FromSet(IEnumerable<Value> members)
    {
        var builder = new SetBuilder();
        foreach (Value member in members) builder.Add(member);
        return builder.ToValue();
    }

    /// <summary>An object.</summary>
    /// <exception cref="ArgumentException">Two members have equal keys and different values.</exception>
    public static Value FromObject(IEnumerable<KeyValuePair<Value, Value>> members)
    {
        var builder = new ObjectBuilder();
        foreach ((Value key, Value value) in members)
        {
            if (!builder.Add(key, value)) throw new ArgumentException($"two values for the key {key}", nameof(members));
        }
        return builder.ToValue();
    }

    /// <summary>An object with strings for keys; members that are undefined are left out.</summary>
    /// <exception cref="ArgumentException">Two members have the same name and different values.</exception>
    public static Value FromMembers(params ReadOnlySpan<(string Name, Value Value)> members)
    {
        var pairs = new KeyValuePair<Value, Value>[members.Length];
        for (int i = 0; i < members.Length; i++) pairs[i] = KeyValuePair.Create(FromString(members[i].Name), members[i].Value);
        return FromObject(pairs);
    }

    /// <summary>A JSON document; nulls are kept.</summary>
    /// <exception cref="DocumentException">The text is not strict JSON.</exception>
    public static Value ParseJson(string json) => ParseJson(Encoding.UTF8.GetBytes(json));

    /// <summary>A JSON document in UTF-8; nulls are kept.</summary>
    /// <exception cref="DocumentException">The text is not strict JSON.</exception>
    public static Value ParseJson(ReadOnlySpan<byte> json)
    {
        var tape = new Tape();
        JsonTapeReader.Read(json, tape);
        return tape.RawRoot;
    }

    /// <summary>The boolean, if this is one.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = Ops.IsTrue(this);
        return Kind == ValueKind.Boolean;
    }

    /// <summary>The number, if this is one and an integer of 64 bits.</summary>
    public bool TryGetInt64(out long value) => TryGetInlineInt64(out value) || (IsNumber && ToBigNumber().TryGetInt64(out value));

    /// <summary>The number, if this is one and an integer of at most 100,000 digits.</summary>
    public bool TryGetBigInteger(out BigInteger value)
    {
        value = default;
        if (!IsNumber || ToBigNumber() is not { IsInteger: true, Magnitude: <= Numbers.MaxDigits } number) return false;
        value = number.ToBigInteger();
        return true;
    }

    /// <summary>The nearest double, if this is a number; infinite beyond the range of doubles.</summary>
    public bool TryGetDouble(out double value)
    {
        value = TryGetInlineInt64(out long integer) ? integer : IsNumber ? ToBigNumber().ToDouble() : 0;
        return IsNumber;
    }

    /// <summary>The string, if this is one.</summary>
    public bool TryGetString([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
    {
        value = _reference as string ?? (TryGetUtf8(out ReadOnlySpan<byte> utf8) ? Encoding.UTF8.GetString(utf8) : null);
        return value is not null;
    }

    /// <summary>Rego equality: numbers by value, collections by members. Undefined equals itself here.</summary>
    public bool Equals(Value other) => Ops.Equal(this, other) || (IsUndefined && other.IsUndefined);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Ops.Hash(this);

    /// <summary>The value as OPA prints it: JSON with sets as <c>{1, 2}</c>, the empty one as <c>set()</c>; <c>undefined</c> for undefined.</summary>
    public override string ToString() => ValuePrinter.Print(this, json: false);

    /// <summary>The value as compact JSON: members sorted, sets as arrays, keys that are no strings as their JSON text; <c>undefined</c> for undefined.</summary>
    public string ToJson() => ValuePrinter.Print(this, json: true);

    /// <summary>Same as <see cref="Equals(Value)"/>.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Opposite of <see cref="Equals(Value)"/>.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The integer, if this is a number that is held inline.</summary>
    internal bool TryGetInlineInt64(out long value)
    {
        value = _payload;
        if (ReferenceEquals(_reference, Tag.Integer)) return true;
        if (_reference is not DocumentView view) return false;
        ref readonly TapeNode node = ref view[_payload];
        value = node.Int64;
        return node.Kind == TapeKind.Int64;
    }

    /// <summary>The number in its general form; this must be a number.</summary>
    internal BigNumber ToBigNumber()
    {
        if (_reference is BigNumber number) return number;
        return TryGetInlineInt64(out long integer) ? BigNumber.FromInt64(integer) : BigNumber.Parse(((DocumentView)_reference!).Tape.Utf8((int)_payload));
    }

    /// <summary>The text of a string that was read from a document, as UTF-8, without making a string of it; false for all other values. The bytes are the document's: they are to be read at once and not kept.</summary>
    public bool TryGetUtf8(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (_reference is not DocumentView view || view[_payload].Kind is not (TapeKind.String or TapeKind.Key)) return false;
        utf8 = view.Tape.Utf8((int)_payload);
        return true;
    }

    private static IEnumerable<(Value Key, Value Value)> Enumerate(Value collection)
    {
        for (long cursor = Ops.First(collection); cursor >= 0; cursor = Ops.Next(collection, cursor))
        {
            yield return (Ops.KeyAt(collection, cursor), Ops.ValueAt(collection, cursor));
        }
    }
}
