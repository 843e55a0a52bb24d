using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Whether a variable stands where a rule is mostly meant: before a key, or alone as an expression.</summary>
internal sealed class RuleReads(LocalSymbol symbol) : BoundWalker
{
    private bool _isFound;

    public static bool Has(BoundLiteral literal, LocalSymbol symbol)
    {
        var reads = new RuleReads(symbol);
        reads.Visit(literal);
        return reads._isFound;
    }

    public override void Visit(BoundLiteral literal)
    {
        if (literal is BoundTest { Term: var term }) Note(term);
        base.Visit(literal);
    }

    public override void Visit(BoundTerm term)
    {
        if (term is BoundLookup { Target: var target }) Note(target);
        base.Visit(term);
    }

    private void Note(BoundTerm term) => _isFound |= term is BoundVariable variable && variable.Symbol == symbol;
}
