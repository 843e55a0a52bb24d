using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Symbols;

namespace PolicyKit.Lowering.Screening;

/// <summary>Guards: rules without which nothing that a query asks for has a value. Many policies have the same one, so it is asked once for all of them.</summary>
internal sealed partial class ScreenQueries
{
    /// <summary>The guard of the first literal, which is evaluated before all else; going over a constant cannot fail.</summary>
    private IEnumerable<BoundLiteral> Guards(ImmutableArray<BoundLiteral> literals) => literals.FirstOrDefault(l => l is not BoundSomeIn { Collection: BoundConstant }) switch
    {
        BoundSomeIn some => GuardOf(some.Collection),
        BoundUnification unification => GuardOf(unification.Right),
        BoundTest test => GuardOf(test.Term),
        _ => [],
    };

    private IEnumerable<BoundLiteral> GuardOf(BoundTerm term)
    {
        RuleSymbol? asked = term switch
        {
            BoundRule { Symbol: { Kind: RuleKind.Complete } rule } => rule,
            BoundLookup { Root.Term: BoundRule { Symbol: { Kind: RuleKind.PartialObject } rule } } => rule,
            BoundFunctionCall call => call.Function,
            _ => null,
        };
        if (asked is null || _bodies[asked] is not { Default: null, Clauses: [{ Branches: [{ Query.Literals: [BoundTest { Term: BoundRule { Symbol: { Kind: RuleKind.Complete } guard } } test, ..] }] }] }) return [];
        return AsksOfObjectAlone.Holds(guard, _bodies) ? [new BoundTest(new BoundRule(guard, test.Location) { IsGuard = true }, test.Location)] : [];
    }

    /// <summary>Whether a rule, and all that it calls, neither asks for what may be unknown nor replaces anything: evaluated for one policy it is evaluated for all.</summary>
    private sealed class AsksOfObjectAlone : BoundWalker
    {
        private readonly HashSet<RuleSymbol> _visited = [];
        private readonly RuleBodies _bodies;
        private bool _isBroken;

        private AsksOfObjectAlone(RuleBodies bodies) => _bodies = bodies;

        public static bool Holds(RuleSymbol rule, RuleBodies bodies)
        {
            var walker = new AsksOfObjectAlone(bodies);
            walker.Visit(rule);
            return !walker._isBroken;
        }

        public override void Visit(BoundLiteral literal)
        {
            _isBroken |= literal is BoundWith;
            base.Visit(literal);
        }

        public override void Visit(BoundTerm term)
        {
            _isBroken |= term is BoundPackage or BoundBuiltinCall { Builtin: { TakesContext: true, Name: "cluster.complete" or "print" } };
            if (term is BoundRule rule) Visit(rule.Symbol);
            else if (term is BoundFunctionCall call) Visit(call.Function);
            base.Visit(term);
        }

        private void Visit(RuleSymbol rule)
        {
            if (!_visited.Add(rule)) return;
            RuleBody body = _bodies[rule];
            foreach (BoundClause clause in body.Clauses) Visit(clause);
            if (body.Default is { } value) Visit(value);
        }
    }
}
