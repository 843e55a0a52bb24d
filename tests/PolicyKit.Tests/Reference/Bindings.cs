using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Tests.Reference;

/// <summary>A substitution: what is known of each variable. A pattern may stand for a variable before all of its parts are known.</summary>
internal sealed record Bindings(ImmutableDictionary<LocalSymbol, BoundTerm> Known)
{
    public static Bindings None { get; } = new(ImmutableDictionary<LocalSymbol, BoundTerm>.Empty);

    public bool IsGround(LocalSymbol symbol) => Known.TryGetValue(symbol, out BoundTerm? pattern) && IsGround(pattern);

    public bool IsGround(BoundTerm pattern) => pattern switch
    {
        BoundVariable variable => IsGround(variable.Symbol),
        BoundArray array => array.Items.All(IsGround),
        BoundObject @object => @object.Items.All(i => IsGround(i.Key) && IsGround(i.Value)),
        _ => true,
    };

    /// <summary>Whether the keys of all objects in a pattern are known, so that it can be unified.</summary>
    public bool HasKeys(BoundTerm pattern) => pattern switch
    {
        BoundVariable variable => !Known.TryGetValue(variable.Symbol, out BoundTerm? known) || HasKeys(known),
        BoundArray array => array.Items.All(HasKeys),
        BoundObject @object => @object.Items.All(i => IsGround(i.Key) && HasKeys(i.Value)),
        _ => true,
    };

    /// <summary>The value of a pattern whose variables are all known.</summary>
    public Value ValueOf(BoundTerm pattern) => pattern switch
    {
        BoundConstant constant => constant.Value,
        BoundVariable variable => ValueOf(Known[variable.Symbol]),
        BoundArray array => Value.FromArray(array.Items.Select(ValueOf)),
        BoundObject @object => Value.FromObject(@object.Items.Select(i => KeyValuePair.Create(ValueOf(i.Key), ValueOf(i.Value))).Reverse().DistinctBy(m => m.Key)),
        _ => throw new NotSupportedException($"{pattern.GetType().Name} in a pattern"),
    };

    /// <summary>The substitution under which two patterns are the same; null when there is none.</summary>
    public Bindings? Unify(BoundTerm left, BoundTerm right)
    {
        left = Walk(left);
        right = Walk(right);
        return (left, right) switch
        {
            (BoundVariable a, BoundVariable b) when a.Symbol == b.Symbol => this,
            (BoundVariable a, _) => new Bindings(Known.Add(a.Symbol, right)),
            (_, BoundVariable b) => new Bindings(Known.Add(b.Symbol, left)),
            (BoundConstant a, BoundConstant b) => Ops.Equal(a.Value, b.Value) ? this : null,
            _ => UnifyParts(Parts(left), Parts(right)),
        };
    }

    private Bindings? UnifyParts(Parted? left, Parted? right)
    {
        if (left is null || right is null || left.Kind != right.Kind || left.Items.Length != right.Items.Length) return null;
        Bindings? bindings = this;
        foreach ((Value key, BoundTerm part) in left.Items)
        {
            BoundTerm? other = right.Items.Where(i => i.Key == key).Select(i => i.Part).FirstOrDefault();
            bindings = other is null ? null : bindings.Unify(part, other);
            if (bindings is null) return null;
        }
        return bindings;
    }

    private BoundTerm Walk(BoundTerm pattern) => pattern is BoundVariable variable && Known.TryGetValue(variable.Symbol, out BoundTerm? known) ? Walk(known) : pattern;

    private Parted? Parts(BoundTerm pattern) => pattern switch
    {
        BoundArray array => new Parted(ValueKind.Array, [.. array.Items.Select((item, i) => (Value.FromInt64(i), item))]),
        BoundObject @object => new Parted(ValueKind.Object, [.. @object.Items.Select(i => (ValueOf(i.Key), i.Value))]),
        BoundConstant { Value.Kind: ValueKind.Array or ValueKind.Object } constant =>
            new Parted(constant.Value.Kind, [.. constant.Value.Entries.Select(e => (e.Key, (BoundTerm)new BoundConstant(e.Value, constant.Location)))]),
        _ => null,
    };

    private sealed record Parted(ValueKind Kind, ImmutableArray<(Value Key, BoundTerm Part)> Items);
}
