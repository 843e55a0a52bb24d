using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Puts the literals of every body in an order in which each variable has a value before it is used, and reports variables that no order makes safe.</summary>
internal sealed class SafetyOrder : BoundRewriter
{
    private readonly DiagnosticBag _diagnostics;
    private VisibleVariables _visible = VisibleVariables.None;
    private Availability _available = new(_ => false, VisibleVariables.None);

    private readonly IEnumerable<string> _names;

    private readonly Action<BoundVariable, string>? _reportAsRule;

    private SafetyOrder(DiagnosticBag diagnostics, IEnumerable<string> names, Action<BoundVariable, string>? reportAsRule = null) =>
        (_diagnostics, _names, _reportAsRule) = (diagnostics, names, reportAsRule);

    /// <summary>Orders a term that stands outside of any clause: a default.</summary>
    public static BoundTerm Order(BoundTerm term, DiagnosticBag diagnostics) => new SafetyOrder(diagnostics, []).Closed(term);

    /// <summary>Orders a clause.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="diagnostics">Where unsafe variables are reported.</param>
    /// <param name="names">Names that an unsafe variable may be a misspelling of.</param>
    /// <param name="reportAsRule">Takes an unsafe variable that stands where a rule may be meant, with the advice about it; null to report it as any other.</param>
    public static BoundClause Order(BoundClause clause, DiagnosticBag diagnostics, IEnumerable<string> names, Action<BoundVariable, string>? reportAsRule = null)
    {
        var order = new SafetyOrder(diagnostics, names, reportAsRule);
        var parameters = new VariableCollector(entersClosures: true);
        foreach (BoundTerm parameter in clause.Parameters) parameters.Visit(parameter);
        return clause with
        {
            Branches = [.. clause.Branches.Select(b => order.In(parameters.Found.Keys, parameters.Found.Keys, () => order.OrderBranch(b)))],
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
        Places = OrderPlaces(finding.Places),
        Message = finding.Message is null ? null : ClosedApart(finding.Message),
        Fix = finding.Fix is not { } fix ? null : fix with { Value = fix.Value is null ? null : ClosedApart(fix.Value), Target = OrderPlaces(fix.Target) },
    };

    private BoundPlaces? OrderPlaces(BoundPlaces? places) => places switch
    {
        null => null,
        BoundPlaceComprehension comprehension => OrderPlaces(comprehension),
        BoundPlaceArray array => new BoundPlaceArray(ClosedApart(array.Nodes)),
        _ => OrderPlace((BoundPlace)places),
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
        var own = new VariableCollector(entersClosures: false);
        own.Visit(query);
        return In([], [.. own.Found.Keys, .. head.Found.Keys], () => make(OrderLiterals(query)));
    }

    private BoundQuery OrderLiterals(BoundQuery query)
    {
        var waiting = new Waiting<BoundLiteral>(query.Literals, static (literal, variables) => variables.Visit(literal), _available.Added);
        var ordered = ImmutableArray.CreateBuilder<BoundLiteral>(query.Literals.Length);
        while (waiting.TryTake(_available.TryAdd, out BoundLiteral? next))
        {
            // Closures inside see what is bound before the literal, and what its own lookups bind.
            ordered.Add(Rewrite(next));
        }
        if (waiting.IsEmpty) return new BoundQuery(ordered.MoveToImmutable());
        ReportUnsafe([.. waiting.Rest]);
        return query;
    }

    public override BoundLiteral Rewrite(BoundLiteral literal)
    {
        switch (literal)
        {
            case BoundEvery every:
                BoundTerm domain = Rewrite(every.Domain);
                LocalSymbol[] variables = every.Key is null ? [every.Value] : [every.Key, every.Value];
                return In(variables, variables, () => WithQuery(every.Query, new VariableCollector(false), q => new BoundEvery(every.Key, every.Value, domain, q, every.Location)));
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
                return new BoundTemplate(template.Texts, [.. template.Interpolations.Select(ClosedApart)], template.Location);
            default:
                return base.Rewrite(term);
        }
    }

    /// <summary>A term that is computed after the body: its variables must have values, but for those that its own lookups enumerate.</summary>
    private BoundTerm Closed(BoundTerm term)
    {
        if (!_available.Evaluate(term)) ReportUnsafe([new BoundTest(term, term.Location)]);
        return Rewrite(term);
    }

    /// <summary>As <see cref="Closed"/>, but what the term enumerates is not known after it.</summary>
    private BoundTerm ClosedApart(BoundTerm term) => In([], [], () => Closed(term));

    private T In<T>(IEnumerable<LocalSymbol> bound, IEnumerable<LocalSymbol> visible, Func<T> make)
    {
        (Availability outer, VisibleVariables outerVisible) = (_available, _visible);
        _visible = outerVisible.With(visible);
        _available = new Availability(outer.Has, _visible);
        foreach (LocalSymbol symbol in bound) _available.Add(symbol);
        T result = make();
        (_available, _visible) = (outer, outerVisible);
        return result;
    }

    /// <summary>Reports the variables that no waiting literal would bind even if all others had values; if each has one that would, they wait for each other and all are reported.</summary>
    private void ReportUnsafe(List<BoundLiteral> waiting)
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
                if (!_available.Has(symbol) && (open.Found.ContainsKey(symbol) || _visible.Contains(symbol))) unbound.TryAdd(symbol, (variable, literal));
            }
        }
        LocalSymbol[] causes = [.. unbound.Keys.Where(s => !waiting.Exists(l => WouldBind(l, s, other => other != s && (_available.Has(other) || unbound.ContainsKey(other)))))];
        foreach (LocalSymbol symbol in causes.Length > 0 ? causes : [.. unbound.Keys])
        {
            (BoundVariable variable, BoundLiteral literal) = unbound[symbol];
            string spelling = FindSpelling(symbol);
            string advice = spelling.Length > 0 ? spelling : Advise(symbol, literal);
            if (_reportAsRule is not null && spelling.Length == 0 && RuleReads.Has(literal, symbol)) _reportAsRule(variable, advice);
            else _diagnostics.Report(Descriptors.UnsafeVariable, variable.Location, symbol.Name, advice);
        }
        foreach (LocalSymbol symbol in unbound.Keys) symbol.IsBroken = true;
    }

    /// <summary>Names of a letter or two are near to every other such name.</summary>
    private string FindSpelling(LocalSymbol symbol) => symbol.Name.Length > 2 ? Spelling.DidYouMean(symbol.Name, _names) : "";

    private static string Advise(LocalSymbol symbol, BoundLiteral literal) => literal switch
    {
        BoundNot => "; a variable under `not` must get its value outside of it",
        BoundTest { Term: BoundMembership { Value: BoundVariable { Symbol: var member } } } when member == symbol => $"; `in` only asks, `some {symbol.Name} in …` takes each member",
        _ => "",
    };

    private bool WouldBind(BoundLiteral literal, LocalSymbol symbol, Func<LocalSymbol, bool> isBound)
    {
        var available = new Availability(isBound, _visible);
        return available.TryAdd(literal) && available.Has(symbol);
    }
}
