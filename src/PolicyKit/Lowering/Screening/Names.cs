using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Lowering.Screening;

/// <summary>What the variables of a body are called where the body is looked into, and the constants that params and rules stand for.</summary>
internal sealed class Names(Func<BoundTerm, Value> constantOf) : BoundRewriter
{
    private readonly Dictionary<LocalSymbol, BoundTerm> _terms = [];
    private bool _isReplaced;

    /// <summary>Whether a variable was met before.</summary>
    public bool Has(LocalSymbol symbol) => _terms.ContainsKey(symbol);

    public Names Copy()
    {
        var copy = new Names(constantOf);
        foreach ((LocalSymbol symbol, BoundTerm term) in _terms) copy._terms.Add(symbol, term);
        return copy;
    }

    public void Add(LocalSymbol symbol, BoundTerm term) => _terms.Add(symbol, term);

    /// <summary>A new variable for one that is not met before.</summary>
    public LocalSymbol Add(LocalSymbol symbol)
    {
        LocalSymbol fresh = LocalSymbol.Generated(symbol.Name);
        _terms[symbol] = new BoundVariable(fresh, Location.None);
        return fresh;
    }

    public BoundTerm Rename(BoundTerm term) => Rewrite(term);

    public BoundLiteral Rename(BoundLiteral literal) => Rewrite(literal);

    public override BoundTerm Rewrite(BoundTerm term)
    {
        switch (term)
        {
            case BoundVariable { Symbol: { IsWildcard: false } symbol }:
                if (!Has(symbol)) Add(symbol);
                return _terms[symbol];
            case BoundParam or BoundRule:
                return Known(term);
            case BoundLookup lookup:
                return Known(Fold(Rewrite(lookup.Target), Rewrite(lookup.Key), lookup));
            case BoundBuiltinCall call:
                return Known(base.Rewrite(call));
            case BoundArray array:
                return Fold(base.Rewrite(array));
            default:
                return base.Rewrite(term);
        }
    }

    /// <summary>A term, or the constant that it stands for.</summary>
    public BoundTerm Known(BoundTerm term) => !_isReplaced && constantOf(term) is { IsUndefined: false } constant ? new BoundConstant(constant, term.Location) : term;

    public override BoundLiteral Rewrite(BoundLiteral literal)
    {
        switch (literal)
        {
            case BoundEvery every:
                return new BoundEvery(every.Key is null ? null : Add(every.Key), Add(every.Value), Rewrite(every.Domain), Rewrite(every.Query), every.Location);
            case BoundWith:
                // It may replace what a constant would stand for.
                bool outer = _isReplaced;
                _isReplaced = true;
                BoundLiteral with = base.Rewrite(literal);
                _isReplaced = outer;
                return with;
            default:
                return base.Rewrite(literal);
        }
    }

    /// <summary>A term, or the constant that it is as an array of constants.</summary>
    public static BoundTerm Fold(BoundTerm term) =>
        term is BoundArray { Items: var items } && items.All(i => i is BoundConstant) ? new BoundConstant(Value.FromArray(items.Select(i => ((BoundConstant)i).Value)), term.Location) : term;

    public static BoundTerm Fold(BoundTerm target, BoundTerm key, BoundLookup lookup)
    {
        if (target is BoundConstant { Value: var collection } && key is BoundConstant { Value: var constant } && Ops.Index(collection, constant) is { IsUndefined: false } found) return new BoundConstant(found, lookup.Location);
        return target == lookup.Target && key == lookup.Key ? lookup : new BoundLookup(target, key, lookup.Location);
    }
}
