using PolicyKit.Runtime;

namespace PolicyKit.Symbols;

/// <summary>The type of a <c>param</c>: a scalar, <c>any</c>, or a collection of an element type.</summary>
internal sealed record ParamType(ParamTypeKind Kind, ParamType? Element = null)
{
    /// <summary>Whether a value belongs to the type.</summary>
    public bool Accepts(Value value) => Kind switch
    {
        ParamTypeKind.Any => !value.IsUndefined,
        ParamTypeKind.String => value.Kind == ValueKind.String,
        ParamTypeKind.Int => value.Kind == ValueKind.Number && value.TryGetBigInteger(out _),
        ParamTypeKind.Number => value.Kind == ValueKind.Number,
        ParamTypeKind.Bool => value.Kind == ValueKind.Boolean,
        ParamTypeKind.Array => value.Kind == ValueKind.Array && AcceptsAll(value),
        ParamTypeKind.Set => value.Kind == ValueKind.Set && AcceptsAll(value),
        _ => value.Kind == ValueKind.Object && HasNames(value) && AcceptsAll(value),
    };

    /// <summary>A value given from outside (JSON has no sets: an array becomes a set where a set is declared, in elements too).</summary>
    public Value Coerce(Value value) => (Kind, value.Kind) switch
    {
        (ParamTypeKind.Set, ValueKind.Array) => Value.FromSet(Members(value).Select(Element!.Coerce)),
        (ParamTypeKind.Array, ValueKind.Array) when Element!.HasSets => Value.FromArray(Members(value).Select(Element.Coerce)),
        (ParamTypeKind.Object, ValueKind.Object) when Element!.HasSets && HasNames(value) => Value.FromMembers([.. value.Members().Select(m => (m.Key.TextOrEmpty(), Element.Coerce(m.Value)))]),
        _ => value,
    };

    public override string ToString() => Kind switch
    {
        ParamTypeKind.Array => $"[{Element}]",
        ParamTypeKind.Set => $"set[{Element}]",
        ParamTypeKind.Object => $"{{string: {Element}}}",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    private bool HasSets => Kind == ParamTypeKind.Set || Element is { HasSets: true };

    private static IEnumerable<Value> Members(Value collection)
    {
        for (long cursor = Ops.First(collection); cursor >= 0; cursor = Ops.Next(collection, cursor)) yield return Ops.ValueAt(collection, cursor);
    }

    private static bool HasNames(Value @object) => @object.Members().All(m => m.Key.Kind == ValueKind.String);

    private bool AcceptsAll(Value collection) => Members(collection).All(Element!.Accepts);
}

/// <summary>The shapes of <see cref="ParamType"/>.</summary>
internal enum ParamTypeKind
{
    /// <summary><c>any</c></summary>
    Any,

    /// <summary><c>string</c></summary>
    String,

    /// <summary><c>int</c></summary>
    Int,

    /// <summary><c>number</c></summary>
    Number,

    /// <summary><c>bool</c></summary>
    Bool,

    /// <summary><c>[T]</c></summary>
    Array,

    /// <summary><c>set[T]</c></summary>
    Set,

    /// <summary><c>{string: T}</c></summary>
    Object,
}
