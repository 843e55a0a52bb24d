using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>
/// Which variables have a value at a point of a body. <see cref="TryAdd(BoundLiteral)"/> says whether a literal can be evaluated there and adds what it binds; a literal that cannot leaves
/// no trace. Planning directs unifications by the same rules.
/// </summary>
/// <param name="isBoundAround">Whether a variable has a value from outside.</param>
/// <param name="visible">The variables of the bodies around.</param>
/// <param name="evaluable">Takes the terms that can be evaluated with what has a value from outside alone.</param>
internal sealed class Availability(Func<LocalSymbol, bool> isBoundAround, VisibleVariables visible, HashSet<BoundTerm>? evaluable = null)
{
    private HashSet<LocalSymbol>? _added;
    private readonly List<LocalSymbol> _log = [];

    /// <summary>The variables that were added, in order.</summary>
    public IReadOnlyList<LocalSymbol> Added => _log;

    public bool Has(LocalSymbol symbol) => _added?.Contains(symbol) == true || symbol.IsBroken || isBoundAround(symbol);

    public void Add(LocalSymbol symbol)
    {
        if (!isBoundAround(symbol) && (_added ??= []).Add(symbol)) _log.Add(symbol);
    }

    public bool TryAdd(BoundLiteral literal)
    {
        int mark = _log.Count;
        bool holds = literal switch
        {
            BoundTest test => Evaluate(test.Term),
            BoundUnification unification => Unify(unification.Left, unification.Right),
            BoundSomeIn some => Evaluate(some.Collection) && (some.Key is null || Match(some.Key)) && Match(some.Value),
            BoundEvery every => Evaluate(every.Domain) && IsClosed(c => c.Visit(every.Query)),
            BoundNot not => AllBound(not.Query),
            BoundWith with => with.Modifiers.All(m => Evaluate(m.Value)) && TryAdd(with.Literal),
            _ => true,
        };
        if (!holds) RollBack(mark);
        return holds;
    }

    /// <summary>Whether a term's value can be computed; adds what its lookups enumerate.</summary>
    public bool Evaluate(BoundTerm term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        bool isFirst = evaluable is not null && _log.Count == 0 && term is BoundBuiltinCall or BoundFunctionCall or BoundLookup;
        bool holds = EvaluateAny(term);
        if (holds && isFirst) evaluable!.Add(term);
        return holds;
    }

    private bool EvaluateAny(BoundTerm term) => term switch
    {
        BoundVariable variable => Has(variable.Symbol),
        BoundLookup lookup => Evaluate(lookup.Target) && Match(lookup.Key),
        BoundFunctionCall call => EvaluateAll(call.Arguments),
        BoundBuiltinCall call => EvaluateAll(call.Arguments),
        BoundComparison comparison => EvaluateAll([comparison.Left, comparison.Right]),
        BoundMembership membership => (membership.Key is null || Evaluate(membership.Key)) && EvaluateAll([membership.Value, membership.Collection]),
        BoundUnificationTerm unification => Unify(unification.Left, unification.Right),
        BoundArray array => EvaluateAll(array.Items),
        BoundSet set => EvaluateAll(set.Items),
        BoundObject @object => EvaluateAll([.. @object.Items.SelectMany(i => new[] { i.Key, i.Value })]),
        BoundErrorTerm error => All(error.Parts, Match, VisitTerm),
        BoundComprehension or BoundTemplate => IsClosed(c => c.Visit(term)),
        _ => true,
    };

    /// <summary>Whether a value can be matched against a pattern; adds the pattern's variables.</summary>
    public bool Match(BoundTerm pattern)
    {
        switch (pattern)
        {
            case BoundVariable variable:
                Add(variable.Symbol);
                return true;
            case BoundArray array:
                return All(array.Items, Match, VisitTerm);
            case BoundObject @object:
                return @object.Items.All(i => Evaluate(i.Key)) && All([.. @object.Items.Select(i => i.Value)], Match, VisitTerm);
            default:
                return Evaluate(pattern);
        }
    }

    public bool Unify(BoundTerm left, BoundTerm right)
    {
        int mark = _log.Count;
        if (UnifyMembers(left, right)) return true;
        RollBack(mark);
        if (Evaluate(right) && Match(left)) return true;
        RollBack(mark);
        if (Evaluate(left) && Match(right)) return true;
        RollBack(mark);
        return false;
    }

    private bool UnifyMembers(BoundTerm left, BoundTerm right) => (left, right) switch
    {
        (BoundArray a, BoundArray b) when a.Items.Length == b.Items.Length =>
            All([.. a.Items.Zip(b.Items)], pair => Unify(pair.First, pair.Second), VisitPair),
        (BoundObject a, BoundObject b) when PatternPairs(a, b) is { } pairs =>
            All(pairs, pair => Unify(pair.Left, pair.Right), VisitPair),
        _ => false,
    };

    /// <summary>The values of two objects under equal constant keys; null when their keys are not the same constants.</summary>
    public static ImmutableArray<(BoundTerm Left, BoundTerm Right)>? PatternPairs(BoundObject a, BoundObject b)
    {
        if (a.Items.Length != b.Items.Length) return null;
        var values = new Dictionary<Value, BoundTerm>();
        foreach ((BoundTerm key, BoundTerm value) in b.Items)
        {
            if (key is BoundConstant constant) values.TryAdd(constant.Value, value);
        }
        var pairs = ImmutableArray.CreateBuilder<(BoundTerm, BoundTerm)>(a.Items.Length);
        foreach ((BoundTerm key, BoundTerm value) in a.Items)
        {
            if (key is not BoundConstant constant || !values.TryGetValue(constant.Value, out BoundTerm? other)) return null;
            pairs.Add((value, other));
        }
        return pairs.ToImmutable();
    }

    public static void VisitTerm(BoundTerm term, VariableCollector variables) => variables.Visit(term);

    public static void VisitPair((BoundTerm Left, BoundTerm Right) pair, VariableCollector variables)
    {
        variables.Visit(pair.Left);
        variables.Visit(pair.Right);
    }

    private bool EvaluateAll(ImmutableArray<BoundTerm> terms) => All(terms, Evaluate, VisitTerm);

    /// <summary>Whether every item succeeds in some order.</summary>
    private bool All<T>(ImmutableArray<T> items, Func<T, bool> tryOne, Action<T, VariableCollector> visit)
    {
        ImmutableArray<T>.Builder? failed = null;
        foreach (T item in items)
        {
            if (!tryOne(item)) (failed ??= ImmutableArray.CreateBuilder<T>()).Add(item);
        }
        if (failed is null) return true;
        if (failed.Count == items.Length) return false;
        var waiting = new Waiting<T>(failed.ToImmutable(), visit, _log);
        while (waiting.TryTake(tryOne, out _)) { }
        return waiting.IsEmpty;
    }

    private bool AllBound(BoundQuery query)
    {
        var variables = new VariableCollector(entersClosures: false);
        variables.Visit(query);
        return variables.Found.Keys.All(Has) && IsClosed(c => c.Visit(query));
    }

    private bool IsClosed(Action<VariableCollector> visit)
    {
        var variables = new VariableCollector(entersClosures: true);
        visit(variables);
        return variables.Found.Keys.All(v => Has(v) || !visible.Contains(v));
    }

    private void RollBack(int mark)
    {
        foreach (LocalSymbol symbol in _log.Skip(mark)) _added!.Remove(symbol);
        _log.RemoveRange(mark, _log.Count - mark);
    }
}
