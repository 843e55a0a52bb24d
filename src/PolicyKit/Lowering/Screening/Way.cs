using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Lowering;

/// <summary>One way through a body: its literals so far, and what the variables of the body are called in them.</summary>
internal sealed record Way(ImmutableArray<BoundLiteral> Literals, Names Names)
{
    /// <summary>With a literal of the body.</summary>
    public Way With(BoundLiteral literal)
    {
        Names names = Names.Copy();
        return new Way(Literals.Add(names.Rename(literal)), names);
    }

    /// <summary>With literals that are renamed.</summary>
    public Way With(ImmutableArray<BoundLiteral> literals) => new(Literals.AddRange(literals), Names.Copy());

    /// <summary>With a literal that is renamed.</summary>
    public Way WithRenamed(BoundLiteral literal) => this with { Literals = Literals.Add(literal) };

    /// <summary>With the negation of literals that are renamed.</summary>
    public Way WithNot(ImmutableArray<BoundLiteral> literals, Location location, bool isExhaustive = false)
    {
        // Of one literal the operands would be computed before the negation.
        if (literals.Length == 1) literals = literals.Add(new BoundTest(new BoundConstant(Value.True, location), location));
        return WithRenamed(new BoundNot(new BoundQuery(literals), location) { IsExhaustive = isExhaustive });
    }

    /// <summary>With a value for a variable of the body that has none.</summary>
    public Way Bind(BoundVariable variable, BoundTerm value, Location location)
    {
        Names names = Names.Copy();
        if (!variable.Symbol.IsWildcard && value is BoundConstant or BoundVariable)
        {
            names.Add(variable.Symbol, value);
            return this with { Names = names };
        }
        BoundTerm name = names.Rename(variable);
        return new Way(Literals.Add(new BoundUnification(name, value, location)), names);
    }
}

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
            case BoundParam or BoundRule when !_isReplaced && constantOf(term) is { IsUndefined: false } constant:
                return new BoundConstant(constant, term.Location);
            case BoundLookup lookup:
                return Fold(Rewrite(lookup.Target), Rewrite(lookup.Key), lookup);
            default:
                return base.Rewrite(term);
        }
    }

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

    public static BoundTerm Fold(BoundTerm target, BoundTerm key, BoundLookup lookup)
    {
        if (target is BoundConstant { Value: var collection } && key is BoundConstant { Value: var constant } && Ops.Index(collection, constant) is { IsUndefined: false } found) return new BoundConstant(found, lookup.Location);
        return target == lookup.Target && key == lookup.Key ? lookup : new BoundLookup(target, key, lookup.Location);
    }
}
