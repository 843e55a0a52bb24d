using PolicyKit.Binding;
using PolicyKit.Symbols;

namespace PolicyKit.Lowering;

/// <summary>
/// Rewrites a bound clause into the core: tests, unifications, negations and replacements only.
/// <c>some x in xs</c> → <c>x = xs[_]</c>;
/// <c>every x in xs { q }</c> → <c>d = xs; not { x = d[_]; not { q } }</c>;
/// <c>not f(g(x))</c> → <c>t = g(x); not f(t)</c>, as Rego defines negation.
/// </summary>
internal sealed class Lowerer : BoundRewriter
{
    private Lowerer()
    {
    }

    public static BoundClause Lower(BoundClause clause) => new Lowerer().Rewrite(clause);

    public static BoundQuery Lower(BoundQuery query) => new Lowerer().Rewrite(query);

    public override BoundLiteral Rewrite(BoundLiteral literal)
    {
        BoundLiteral inner = base.Rewrite(literal);
        return inner switch
        {
            BoundSomeIn some => LowerSomeIn(some),
            BoundEvery every => LowerEvery(every),
            BoundNot { Query.Literals: [var negated] } not => LowerNot(not, negated),
            BoundTest { Term: BoundUnificationTerm unification } => new BoundUnification(unification.Left, unification.Right, inner.Location),
            _ => inner,
        };
    }

    private static BoundUnification LowerSomeIn(BoundSomeIn some)
    {
        BoundTerm key = some.Key ?? Wildcard(some);
        return new BoundUnification(some.Value, new BoundLookup(some.Collection, key, some.Location), some.Location);
    }

    private static BoundBlock LowerEvery(BoundEvery every)
    {
        var domain = new BoundVariable(LocalSymbol.Generated("domain"), every.Location);
        BoundTerm key = every.Key is null ? Wildcard(every) : new BoundVariable(every.Key, every.Location);
        var element = new BoundUnification(
            new BoundVariable(every.Value, every.Location), new BoundLookup(domain, key, every.Location), every.Location);
        var counterexample = new BoundNot(new BoundQuery([element, new BoundNot(every.Query, every.Location) { IsBodyOfEvery = true }]), every.Location);
        var body = new BoundBlock(new BoundQuery([counterexample]), isClosure: true, every.Location);
        return new BoundBlock(
            new BoundQuery([new BoundUnification(domain, every.Domain, every.Location), new BoundCollectionTest(domain, every.Location), body]), isClosure: false, every.Location);
    }

    private static BoundLiteral LowerNot(BoundNot not, BoundLiteral negated)
    {
        var hoist = new CallHoister();
        BoundLiteral? rest = negated switch
        {
            BoundTest test => new BoundTest(hoist.Arguments(test.Term), test.Location),
            BoundUnification u => new BoundUnification(hoist.Rewrite(u.Left), hoist.Rewrite(u.Right), u.Location),
            _ => null,
        };
        if (rest is null || hoist.Hoisted.Count == 0) return not;
        return new BoundBlock(new BoundQuery([.. hoist.Hoisted, new BoundNot(new BoundQuery([rest]), not.Location)]), isClosure: false, not.Location);
    }

    private static BoundVariable Wildcard(BoundLiteral literal) => new(new LocalSymbol("_", isWildcard: true), literal.Location);

    /// <summary>Takes calls out of the operands of a negated statement, innermost first.</summary>
    private sealed class CallHoister : BoundRewriter
    {
        public List<BoundLiteral> Hoisted { get; } = [];

        /// <summary>The statement's own call stays; the calls among its arguments go.</summary>
        public BoundTerm Arguments(BoundTerm statement) => base.Rewrite(statement);

        public override BoundTerm Rewrite(BoundTerm term)
        {
            if (term is BoundComprehension or BoundTemplate) return term;
            BoundTerm inner = base.Rewrite(term);
            if (inner is not (BoundFunctionCall or BoundBuiltinCall or BoundComparison or BoundMembership)) return inner;
            var result = new BoundVariable(LocalSymbol.Generated("call"), inner.Location);
            Hoisted.Add(new BoundUnification(result, inner, inner.Location));
            return result;
        }
    }
}
