using System.Collections.Immutable;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>A ref whose every step is a constant or a variable with a value, so that it is one value in a body.</summary>
/// <param name="Target">What is looked into; null for what the ref starts from.</param>
/// <param name="Step">The key of the lookup, or what the ref starts from: a constant or a symbol.</param>
internal sealed record RefPath(RefPath? Target, object Step)
{
    /// <summary>The path of a term; null when it is no such ref.</summary>
    public static RefPath? Of(BoundTerm term) => term switch
    {
        BoundVariable variable => new RefPath(null, variable.Symbol),
        BoundDocument document => new RefPath(null, document.Symbol),
        BoundParam param => new RefPath(null, param.Symbol),
        BoundRule rule => new RefPath(null, rule.Symbol),
        BoundLookup { Key: BoundConstant key } lookup => Of(lookup.Target) is { } target ? new RefPath(target, key.Value) : null,
        BoundLookup { Key: BoundVariable key } lookup => Of(lookup.Target) is { } target ? new RefPath(target, key.Symbol) : null,
        _ => null,
    };
}

/// <summary>What conditions before a place in a body tell of refs. What a closure tells ends with it.</summary>
internal sealed class RefFacts
{
    private ImmutableDictionary<RefPath, TypeSymbol> _types = ImmutableDictionary<RefPath, TypeSymbol>.Empty;

    private int _suspensions;

    /// <summary>Whether facts are neither read nor added: that they tell an answer already is sometimes no mistake, and of what is replaced there are none.</summary>
    public bool IsSuspended => _suspensions > 0;

    public TypeSymbol? Find(BoundTerm term) => !IsSuspended && !_types.IsEmpty && RefPath.Of(term) is { } path ? _types.GetValueOrDefault(path) : null;

    public void Set(BoundTerm term, TypeSymbol type)
    {
        if (!IsSuspended && type != TypeSymbol.Never && RefPath.Of(term) is { } path) _types = _types.SetItem(path, type);
    }

    /// <summary>Reads a closure.</summary>
    public void Within(Action read)
    {
        ImmutableDictionary<RefPath, TypeSymbol> around = _types;
        read();
        _types = around;
    }

    /// <summary>Reads what the facts say nothing of.</summary>
    public void Without(Action read)
    {
        _suspensions++;
        read();
        _suspensions--;
    }
}
