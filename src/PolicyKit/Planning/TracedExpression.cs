using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Planning;

/// <summary>An expression of a traced plan and its terms that are worth showing, in the order in which they are computed.</summary>
internal sealed class TracedExpression(Location location)
{
    private readonly List<Term> _terms = [];
    private readonly Dictionary<BoundTerm, Term> _byTerm = [];

    public Location Location => location;

    /// <summary>The variables that the expression binds.</summary>
    public List<(string Name, Operand Value)> Bound { get; } = [];

    /// <summary>Whether it asks something, rather than naming it.</summary>
    public bool IsCondition { get; set; }

    public int TermCount => _terms.Count;

    /// <summary>The text, its white space folded.</summary>
    public string Text { get; } = TermText.Of(location);

    /// <summary>Adds a term unless there is nothing to show of it; gives its index or -1.</summary>
    public int Add(BoundTerm term, bool isPattern = false)
    {
        if (TermText.Of(term) is not { } name) return -1;
        var added = new Term(_terms.Count, name, term is BoundDocument or BoundPackage or BoundBaseData, isPattern);
        _terms.Add(added);
        _byTerm.TryAdd(term, added);
        if (term is BoundLookup lookup && _byTerm.TryGetValue(lookup.Target, out Term? target)) target.PartOf = added;
        return added.Index;
    }

    /// <summary>
    /// What to show of the values of the terms: the first that is undefined because evaluation stopped there, and of those before it each that is not only the beginning of a longer ref.
    /// </summary>
    public ImmutableArray<TracedValue> Show(Value[] watched)
    {
        int end = _terms.FindIndex(t => watched[t.Index].IsUndefined && !t.IsPattern);
        var shown = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (Term term in _terms)
        {
            bool isEnd = term.Index == end;
            if (watched[term.Index].IsUndefined ? !isEnd : term.IsRoot || (term.PartOf is { } whole && !watched[whole.Index].IsUndefined)) continue;
            if (!shown.Any(s => s.Name == term.Name)) shown.Add(new TracedValue(term.Name, watched[term.Index]));
        }
        return shown.ToImmutable();
    }

    private sealed record Term(int Index, string Name, bool IsRoot, bool IsPattern)
    {
        /// <summary>The lookup that goes on from this term.</summary>
        public Term? PartOf { get; set; }
    }
}
