using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Puts the literals of every body in an order in which each variable has a value before it is used, and reports variables that no order makes safe.</summary>
internal sealed class SafetyOrder : BoundRewriter
{
    private readonly DiagnosticBag _diagnostics;
    private HashSet<LocalSymbol> _bound = [];
    private HashSet<LocalSymbol> _visible = [];

    private SafetyOrder(DiagnosticBag diagnostics) => _diagnostics = diagnostics;

    public static BoundClause Order(BoundClause clause, DiagnosticBag diagnostics)
    {
        var order = new SafetyOrder(diagnostics);
        var parameters = new VariableCollector(entersClosures: true);
        foreach (BoundTerm parameter in clause.Parameters) parameters.Visit(parameter);
        return clause with
        {
            Branches = [.. clause.Branches.Select(b => order.In(parameters.Found.Keys, () => order.OrderBranch(b)))],
        };
    }

    private BoundBranch OrderBranch(BoundBranch branch)
    {
        var head = new VariableCollector(entersClosures: false);
        foreach (BoundTerm key in branch.Keys) head.Visit(key);
        head.Visit(branch.Value);
        if (branch.Finding is { } finding) head.Visit(finding);
        return WithQuery(branch.Query, head, query => branch with
        {
            Query = query,
            Keys = [.. branch.Keys.Select(Closed)],
            Value = Closed(branch.Value),
            Finding = branch.Finding is null ? null : OrderFinding(branch.Finding),
        });
    }

    private BoundFinding OrderFinding(BoundFinding finding) => finding with
    {
        Places = finding.Places switch
        {
            null => null,
            BoundPlaceComprehension comprehension => OrderPlaces(comprehension),
            BoundPlaceArray array => new BoundPlaceArray(Closed(array.Nodes)),
            _ => OrderPlace((BoundPlace)finding.Places),
        },
        Message = finding.Message is null ? null : Closed(finding.Message),
    };

    private BoundPlaceComprehension OrderPlaces(BoundPlaceComprehension comprehension)
    {
        var place = new VariableCollector(entersClosures: false);
        place.Visit(comprehension.Place);
        return WithQuery(comprehension.Query, place, query => new BoundPlaceComprehension(query, OrderPlace(comprehension.Place)));
    }

    private BoundPlace OrderPlace(BoundPlace place) => new(Closed(place.Anchor), [.. place.Steps.Select(Closed)]);

    /// <summary>Orders a query in a scope of its own, then makes what is computed from its variables in that scope.</summary>
    private T WithQuery<T>(BoundQuery query, VariableCollector head, Func<BoundQuery, T> make)
    {
        (HashSet<LocalSymbol> bound, HashSet<LocalSymbol> visible) = (_bound, _visible);
        var own = new VariableCollector(entersClosures: false);
        own.Visit(query);
        _visible = [.. visible, .. own.Found.Keys, .. head.Found.Keys];
        _bound = [.. bound];
        T result = make(OrderLiterals(query));
        (_bound, _visible) = (bound, visible);
        return result;
    }

    private BoundQuery OrderLiterals(BoundQuery query)
    {
        var available = new Availability(_bound, _visible);
        var waiting = query.Literals.ToList();
        var ordered = ImmutableArray.CreateBuilder<BoundLiteral>(waiting.Count);
        while (waiting.Count > 0)
        {
            int next = -1;
            for (int i = 0; i < waiting.Count && next < 0; i++)
            {
                _bound = [.. available.Bound];
                if (available.TryAdd(waiting[i])) next = i;
            }
            if (next < 0)
            {
                ReportUnsafe(waiting, available.Bound);
                return query;
            }
            BoundLiteral chosen = waiting[next];
            waiting.RemoveAt(next);
            // Closures inside see what is bound before the literal, and what its own lookups bind.
            if (chosen is not (BoundEvery or BoundNot)) _bound = [.. available.Bound];
            ordered.Add(Rewrite(chosen));
        }
        _bound = [.. available.Bound];
        return new BoundQuery(ordered.MoveToImmutable());
    }

    public override BoundLiteral Rewrite(BoundLiteral literal)
    {
        switch (literal)
        {
            case BoundEvery every:
                BoundTerm domain = Rewrite(every.Domain);
                LocalSymbol[] variables = every.Key is null ? [every.Value] : [every.Key, every.Value];
                return In(variables, () => WithQuery(every.Query, new VariableCollector(false), q => new BoundEvery(every.Key, every.Value, domain, q, every.Location)));
            case BoundNot not:
                return WithQuery(not.Query, new VariableCollector(false), q => new BoundNot(q, not.Location));
            default:
                return base.Rewrite(literal);
        }
    }

    public override BoundTerm Rewrite(BoundTerm term)
    {
        switch (term)
        {
            case BoundComprehension comprehension:
                var head = new VariableCollector(entersClosures: false);
                if (comprehension.Key is not null) head.Visit(comprehension.Key);
                head.Visit(comprehension.Term);
                return WithQuery(comprehension.Query, head, query => new BoundComprehension(
                    comprehension.Kind, comprehension.Key is null ? null : Closed(comprehension.Key), Closed(comprehension.Term), query, comprehension.Location));
            case BoundTemplate template:
                return new BoundTemplate(template.Texts, [.. template.Interpolations.Select(Closed)], template.Location);
            default:
                return base.Rewrite(term);
        }
    }

    /// <summary>A term that is computed after the body: its variables must have values, but for those that its own lookups enumerate.</summary>
    private BoundTerm Closed(BoundTerm term)
    {
        var available = new Availability(_bound, _visible);
        if (!available.Evaluate(term)) ReportUnsafe([new BoundTest(term, term.Location)], available.Bound);
        _bound = [.. available.Bound];
        return Rewrite(term);
    }

    private T In<T>(IEnumerable<LocalSymbol> bound, Func<T> make)
    {
        (HashSet<LocalSymbol> outerBound, HashSet<LocalSymbol> outerVisible) = (_bound, _visible);
        _bound = [.. outerBound, .. bound];
        _visible = [.. outerVisible, .. bound];
        T result = make();
        (_bound, _visible) = (outerBound, outerVisible);
        return result;
    }

    /// <summary>Reports the variables that no waiting literal would bind even if all others had values; if each has one that would, they wait for each other and all are reported.</summary>
    private void ReportUnsafe(List<BoundLiteral> waiting, IReadOnlySet<LocalSymbol> bound)
    {
        var unbound = new Dictionary<LocalSymbol, (BoundVariable Variable, BoundLiteral Literal)>();
        foreach (BoundLiteral literal in waiting)
        {
            var open = new VariableCollector(entersClosures: false);
            open.Visit(literal);
            var all = new VariableCollector(entersClosures: true);
            all.Visit(literal);
            foreach ((LocalSymbol symbol, BoundVariable variable) in all.Found)
            {
                if (!bound.Contains(symbol) && !symbol.IsBroken && (open.Found.ContainsKey(symbol) || _visible.Contains(symbol))) unbound.TryAdd(symbol, (variable, literal));
            }
        }
        LocalSymbol[] causes = [.. unbound.Keys.Where(s => !waiting.Exists(l => WouldBind(l, s, bound.Concat(unbound.Keys))))];
        foreach (LocalSymbol symbol in causes.Length > 0 ? causes : [.. unbound.Keys])
        {
            string hint = unbound[symbol].Literal is BoundNot ? "; a variable under `not` must get its value outside of it" : "";
            _diagnostics.Report(Descriptors.UnsafeVariable, unbound[symbol].Variable.Location, symbol.Name, hint);
        }
        foreach (LocalSymbol symbol in unbound.Keys) symbol.IsBroken = true;
    }

    private bool WouldBind(BoundLiteral literal, LocalSymbol symbol, IEnumerable<LocalSymbol> others)
    {
        var available = new Availability(others.Where(o => o != symbol), _visible);
        return available.TryAdd(literal) && available.Bound.Contains(symbol);
    }
}
