using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Collects the variables of a tree, with or without those in closures.</summary>
internal sealed class VariableCollector(bool entersClosures) : BoundWalker
{
    private readonly Dictionary<LocalSymbol, BoundVariable> _found = [];

    protected override bool EntersClosures => entersClosures;

    /// <summary>Each variable with the place where it appears first.</summary>
    public IReadOnlyDictionary<LocalSymbol, BoundVariable> Found => _found;

    /// <summary>Visits what is inside a comprehension, closure or not.</summary>
    public void VisitBody(BoundComprehension comprehension)
    {
        Visit(comprehension.Query);
        if (comprehension.Key is not null) Visit(comprehension.Key);
        Visit(comprehension.Term);
    }

    public override void Visit(BoundTerm term)
    {
        if (term is BoundVariable variable) _found.TryAdd(variable.Symbol, variable);
        else base.Visit(term);
    }
}
