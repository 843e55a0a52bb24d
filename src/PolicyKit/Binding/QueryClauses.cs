using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>A query as two hidden rules.</summary>
/// <param name="Bindings">Gives an array: for each solution an object of its variables.</param>
/// <param name="Solutions">Gives an array: for each solution the object of its variables and the array of its expressions' values.</param>
/// <param name="Variables">The variables in order of their first appearance.</param>
/// <param name="Expressions">Where the expressions stand.</param>
internal sealed record BoundQueryRules(RuleSymbol Bindings, RuleSymbol Solutions, ImmutableArray<string> Variables, ImmutableArray<Location> Expressions);

/// <summary>The clauses of those rules.</summary>
internal sealed record BoundQueryClauses(BoundClause Bindings, BoundClause Solutions, ImmutableArray<string> Variables, ImmutableArray<Location> Expressions)
{
    public static BoundQueryClauses Of(BoundQuery query, ImmutableArray<LocalSymbol> variables, Location location)
    {
        var bindings = new BoundObject([.. variables.Select(v => ((BoundTerm)new BoundConstant(Value.FromString(v.Name), location), (BoundTerm)new BoundVariable(v, location)))], location);
        (BoundQuery capturing, ImmutableArray<BoundTerm> values) = Capture(query, mayBeFalse: query.Literals.Length == 1 && !Enumerates.Is(query));
        var solution = new BoundArray([bindings, new BoundArray(values, location)], location);
        return new BoundQueryClauses(All(query, bindings, location), All(capturing, solution, location), [.. variables.Select(v => v.Name)], [.. query.Literals.Select(l => l.Location)]);
    }

    private static BoundClause All(BoundQuery query, BoundTerm term, Location location)
    {
        var solutions = new BoundComprehension(ComprehensionKind.Array, null, term, query, location);
        return new BoundClause([], [new BoundBranch([], solutions, BoundQuery.Empty, null, location)], false, location);
    }

    /// <summary>Gives each expression that is a term a variable for its value; the value of any other is true. One expression that can have only one value may be false.</summary>
    private static (BoundQuery Query, ImmutableArray<BoundTerm> Values) Capture(BoundQuery query, bool mayBeFalse)
    {
        var literals = ImmutableArray.CreateBuilder<BoundLiteral>();
        var values = ImmutableArray.CreateBuilder<BoundTerm>();
        foreach (BoundLiteral literal in query.Literals)
        {
            BoundTerm? term = ((literal as BoundWith)?.Literal ?? literal) is BoundTest test ? test.Term : null;
            if (term is null)
            {
                literals.Add(literal);
                values.Add(new BoundConstant(Value.True, literal.Location));
                continue;
            }
            var value = new BoundVariable(LocalSymbol.Generated("value"), term.Location);
            var capture = new BoundUnification(value, term, literal.Location);
            literals.Add(literal is BoundWith with ? new BoundWith(with.Modifiers, capture, with.Location) : capture);
            if (!mayBeFalse) literals.Add(new BoundTest(value, literal.Location));
            values.Add(value);
        }
        return (new BoundQuery(literals.ToImmutable()), values.ToImmutable());
    }

    /// <summary>Whether a query can have several solutions: it has variables or wildcards outside of closures.</summary>
    private sealed class Enumerates : BoundWalker
    {
        private bool _found;

        protected override bool EntersClosures => false;

        public static bool Is(BoundQuery query)
        {
            var walker = new Enumerates();
            walker.Visit(query);
            return walker._found;
        }

        public override void Visit(BoundTerm term)
        {
            _found |= term is BoundVariable or BoundBuiltinCall { Builtin.IsRelation: true };
            base.Visit(term);
        }
    }
}
