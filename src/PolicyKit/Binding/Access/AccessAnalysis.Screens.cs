using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>What screens read: the kind of the object is known, and what comes after a literal that fails is not read.</summary>
internal sealed partial class AccessAnalysis
{
    private Screened? _screened;

    /// <summary>The trees of the documents that are read until queries hold, by name.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="bodies">The bodies of rules.</param>
    /// <param name="kind">The kind of the judged object.</param>
    /// <param name="guardsFail">
    /// Whether it is supposed that no guard holds: an expression of a body that is a rule and nothing else.
    /// </param>
    public static ImmutableSortedDictionary<string, AccessTree> Analyze(IReadOnlyCollection<BoundQuery> queries, RuleBodies bodies, ObjectKind kind, bool guardsFail)
    {
        var analysis = new AccessAnalysis(bodies) { _screened = new Screened(kind, guardsFail) };
        ImmutableSortedDictionary<string, AccessTree> reads;
        do
        {
            analysis._hasGrown = false;
            analysis._visited = null;
            foreach (BoundQuery query in queries) analysis.Read(query, []);
            reads = analysis.Finish();
        }
        while (analysis._hasGrown);
        return reads;
    }

    private bool Fails(BoundLiteral literal, Screened screened, Dictionary<LocalSymbol, Accessed> variables) => literal switch
    {
        BoundTest { Term: BoundRule { Symbol.Kind: RuleKind.Complete } } when screened.GuardsFail => true,
        BoundTest { Term: var term } => IsNever(term) || Holds(term, screened, variables) == false,
        BoundNot { Query.Literals: [BoundTest { Term: var term }] } => Holds(term, screened, variables) == true,
        BoundUnification unification => IsNever(unification.Left) || IsNever(unification.Right),
        BoundSomeIn some => IsNever(some.Collection),
        _ => false,
    };

    /// <summary>Whether a term asks for the value of a rule or function that has none, as far as it is known.</summary>
    private bool IsNever(BoundTerm term) => term switch
    {
        BoundRule rule => IsNever(rule.Symbol),
        BoundLookup lookup => IsNever(lookup.Target),
        BoundFunctionCall call => IsNever(call.Function) || call.Arguments.Any(IsNever),
        BoundBuiltinCall call => call.Arguments.Any(IsNever),
        BoundComparison comparison => IsNever(comparison.Left) || IsNever(comparison.Right),
        _ => false,
    };

    /// <summary>Partial sets have a value without members.</summary>
    private bool IsNever(RuleSymbol rule) => (rule.Kind != RuleKind.PartialSet || rule.KeyCount > 0) && _bodies[rule].Constant.IsUndefined && !_reached.Contains(rule);

    /// <summary>Whether a term that asks for the kind of the object is true; null for others.</summary>
    private bool? Holds(BoundTerm term, Screened screened, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (term)
        {
            case BoundComparison { Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual, Right: BoundConstant { Value: var constant } } comparison when IsHeader(comparison.Left, "kind", variables):
                return (comparison.Operator == ComparisonOperator.Equal) == (constant.TryGetString(out string? kind) && kind == screened.Kind.Kind);
            case BoundMembership { Key: null, Collection: BoundConstant { Value: var kinds } } membership when IsHeader(membership.Value, "kind", variables):
                return Ops.Contains(kinds, Value.FromString(screened.Kind.Kind)) == Value.True;
            case BoundBuiltinCall { Builtin.Name: "startswith", Arguments: [var text, BoundConstant { Value: var start }] } when IsHeader(text, "apiVersion", variables):
                return KnownHeader.VersionStartsWith(screened.Kind, start);
            default:
                return null;
        }
    }

    /// <summary>Whether a term is a member of the judged object, and nothing else.</summary>
    private bool IsHeader(BoundTerm term, string name, Dictionary<LocalSymbol, Accessed> variables) =>
        KnownHeader.Is(term, name, target => _documents.FirstOrDefault(d => d.Key.Slot == DocumentTable.ObjectSlot).Value is { } judged && Read(target, variables).IsOnly(judged));

    /// <param name="Kind">The kind of the judged object.</param>
    /// <param name="GuardsFail">Whether it is supposed that no guard holds.</param>
    private sealed record Screened(ObjectKind Kind, bool GuardsFail);
}
