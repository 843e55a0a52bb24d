using System.Collections.Immutable;
using PolicyKit.Builtins;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>What the compiler knows of where a value comes from.</summary>
internal enum Provenance
{
    /// <summary>Made by the policy.</summary>
    None,

    /// <summary>Made by the policy, of members that are nodes of a document.</summary>
    Members,

    /// <summary>A node of a document.</summary>
    Node,
}

/// <summary>Checks that the place of every finding is a field of a document, by following each variable to the term that binds it.</summary>
internal sealed class ProvenanceCheck(RuleBodies bodies)
{
    private readonly Dictionary<(RuleSymbol Rule, string Arguments), Provenance> _known = [];

    public static void Check(IEnumerable<RuleSymbol> rules, RuleBodies bodies, DiagnosticBag diagnostics)
    {
        var check = new ProvenanceCheck(bodies);
        foreach (RuleSymbol rule in rules)
        {
            foreach (BoundBranch branch in bodies[rule].Clauses.SelectMany(c => c.Branches))
            {
                if (branch.Finding is not { } finding) continue;
                check.Check(branch, finding.Places, finding.Location, diagnostics);
                if (finding.Fix is { } fix) check.Check(branch, fix.Target, fix.Location, diagnostics);
            }
        }
    }

    private void Check(BoundBranch branch, BoundPlaces? places, Location location, DiagnosticBag diagnostics)
    {
        if (places is null || IsTraceable(branch, places)) return;
        diagnostics.Report(Descriptors.UntraceablePlace, location, location.Source?.ToString(location.Span) ?? "");
    }

    private bool IsTraceable(BoundBranch branch, BoundPlaces places)
    {
        var variables = new Variables();
        Follow(branch.Query, variables);
        switch (places)
        {
            case BoundPlaceComprehension comprehension:
                Follow(comprehension.Query, variables);
                return IsTraceable(comprehension.Place, variables);
            case BoundPlaceArray array:
                return Of(array.Nodes, variables) is Provenance.Members or Provenance.Node;
            default:
                return IsTraceable((BoundPlace)places, variables);
        }
    }

    private bool IsTraceable(BoundPlace place, Variables variables) =>
        Of(place.Anchor, variables) is var anchor && (anchor == Provenance.Node || anchor == Provenance.Members);

    private void Follow(BoundQuery query, Variables variables)
    {
        foreach (BoundLiteral literal in query.Literals) Follow(literal, variables);
    }

    private void Follow(BoundLiteral literal, Variables variables)
    {
        switch (literal)
        {
            case BoundUnification unification:
                Bind(unification.Left, Of(unification.Right, variables), variables);
                Bind(unification.Right, Of(unification.Left, variables), variables);
                break;
            case BoundSomeIn some:
                Bind(some.Value, Inside(Of(some.Collection, variables)), variables);
                break;
            case BoundWith with:
                FollowReplaced(with, variables);
                break;
        }
    }

    /// <summary>What a literal takes from replaced documents has no place in the judged object.</summary>
    private void FollowReplaced(BoundWith with, Variables variables)
    {
        var inside = new Variables(variables);
        Follow(with.Literal, inside);
        bool isReplaced = with.Modifiers.Any(m => m is not BoundParamModifier);
        foreach ((LocalSymbol symbol, Provenance provenance) in inside) variables.TryAdd(symbol, isReplaced ? Provenance.None : provenance);
    }

    private static void Bind(BoundTerm pattern, Provenance provenance, Variables variables)
    {
        switch (pattern)
        {
            case BoundVariable variable:
                variables.TryAdd(variable.Symbol, provenance);
                break;
            case BoundArray array:
                foreach (BoundTerm item in array.Items) Bind(item, Inside(provenance), variables);
                break;
            case BoundObject @object:
                foreach ((_, BoundTerm value) in @object.Items) Bind(value, Inside(provenance), variables);
                break;
        }
    }

    private static Provenance Inside(Provenance collection) => collection == Provenance.Members ? Provenance.Node : collection;

    private Provenance Of(BoundTerm term, Variables variables) => term switch
    {
        BoundVariable variable => variable.Symbol.IsBroken ? Provenance.Node : variables.GetValueOrDefault(variable.Symbol),
        BoundDocument document => document.Symbol.IsTraceable ? Provenance.Node : Provenance.None,
        BoundLookup lookup => Inside(Of(lookup.Target, variables)),
        BoundRule rule => Of(rule.Symbol, []),
        BoundFunctionCall call => Of(call.Function, [.. call.Arguments.Select(a => Of(a, variables))]),
        BoundBuiltinCall call => OfBuiltin(call, variables),
        BoundConstant { Value: var constant } => constant.Kind >= ValueKind.Array && constant.Count == 0 ? Provenance.Members : Provenance.None,
        BoundErrorTerm => Provenance.Node,
        BoundArray array => MembersIf(array.Items, variables),
        BoundSet set => MembersIf(set.Items, variables),
        BoundObject @object => MembersIf([.. @object.Items.Select(i => i.Value)], variables),
        BoundComprehension comprehension => OfComprehension(comprehension, variables),
        _ => Provenance.None,
    };

    private Provenance MembersIf(ImmutableArray<BoundTerm> items, Variables variables) =>
        items.All(i => Of(i, variables) != Provenance.None) ? Provenance.Members : Provenance.None;

    private Provenance OfComprehension(BoundComprehension comprehension, Variables outer)
    {
        var variables = new Variables(outer);
        Follow(comprehension.Query, variables);
        return Of(comprehension.Term, variables) != Provenance.None ? Provenance.Members : Provenance.None;
    }

    private Provenance OfBuiltin(BoundBuiltinCall call, Variables variables)
    {
        // The key (or path) of `object.get` and a scalar default have nothing in them to trace.
        bool Counts(BoundTerm argument) => argument is not BoundConstant { Value.Kind: < ValueKind.Array };
        return call.Builtin.Provenance switch
        {
            BuiltinProvenance.Operand => call.Arguments.Where((a, i) => i != 1 && Counts(a)).Select(a => Of(a, variables)).DefaultIfEmpty().Min(),
            BuiltinProvenance.Members => call.Arguments.Where(Counts).All(a => Of(a, variables) != Provenance.None) ? Provenance.Members : Provenance.None,
            _ => Provenance.None,
        };
    }

    private Provenance Of(RuleSymbol rule, ImmutableArray<Provenance> arguments)
    {
        (RuleSymbol, string) key = (rule, string.Join(',', arguments));
        if (_known.TryGetValue(key, out Provenance known)) return known;
        // Rules are not recursive, so this ends; the entry only keeps a broken program (already reported) from looping.
        _known[key] = Provenance.None;
        Provenance result = bodies[rule].Clauses.IsEmpty ? Provenance.None : bodies[rule].Clauses.SelectMany(c => c.Branches.Select(b => Of(c, b, arguments))).Min();
        if (rule.Kind is RuleKind.PartialSet or RuleKind.PartialObject && result != Provenance.None) result = Provenance.Members;
        if (bodies[rule].Default is { } value && result != Provenance.None) result = (Provenance)Math.Min((int)result, (int)Of(value, []));
        return _known[key] = result;
    }

    private Provenance Of(BoundClause clause, BoundBranch branch, ImmutableArray<Provenance> arguments)
    {
        var variables = new Variables();
        for (int i = 0; i < clause.Parameters.Length; i++) Bind(clause.Parameters[i], arguments[i], variables);
        Follow(branch.Query, variables);
        return Of(branch.Value, variables);
    }

    /// <summary>What is known of each variable; the first binding counts.</summary>
    private sealed class Variables : Dictionary<LocalSymbol, Provenance>
    {
        public Variables()
        {
        }

        public Variables(Variables outer)
            : base(outer)
        {
        }
    }
}
