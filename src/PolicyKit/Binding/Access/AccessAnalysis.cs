using System.Collections.Immutable;
using PolicyKit.Builtins;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>
/// Computes what a policy reads of each document, through rules and functions. A function's parameters stand for the arguments of all calls; the analysis repeats until nothing is added, so the
/// result is exact up to that merging, and never too small.
/// </summary>
internal sealed class AccessAnalysis
{
    private readonly Dictionary<DocumentSymbol, AccessTree> _documents = [];
    private readonly Dictionary<RuleSymbol, Accessed[]> _parameters = [];
    private readonly Dictionary<RuleSymbol, Accessed> _results = [];
    private readonly List<RuleSymbol> _reached = [];
    private bool _changed;

    private readonly RuleBodies _bodies;

    private AccessAnalysis(RuleBodies bodies) => _bodies = bodies;

    /// <summary>The trees of the documents that a policy's findings read, by name.</summary>
    public static ImmutableSortedDictionary<string, AccessTree> Analyze(PolicySymbol policy, RuleBodies bodies)
    {
        var analysis = new AccessAnalysis(bodies);
        foreach (RuleSymbol findings in policy.Findings) analysis.Reach(findings);
        do
        {
            analysis._changed = false;
            for (int i = 0; i < analysis._reached.Count; i++) analysis.Visit(analysis._reached[i]);
        }
        while (analysis._changed);
        return analysis._documents.ToImmutableSortedDictionary(d => d.Key.Name, d => d.Value, StringComparer.Ordinal);
    }

    private Accessed Reach(RuleSymbol rule)
    {
        if (_results.TryGetValue(rule, out Accessed? result)) return result;
        _reached.Add(rule);
        _changed = true;
        return _results[rule] = new Accessed();
    }

    private void Visit(RuleSymbol rule)
    {
        Accessed result = _results[rule];
        RuleBody body = _bodies[rule];
        if (body.Default is { } defaultValue) Merge(result, Read(defaultValue, []));
        foreach (BoundClause clause in body.Clauses)
        {
            foreach (BoundBranch branch in clause.Branches)
            {
                var variables = new Dictionary<LocalSymbol, Accessed>();
                Accessed[] arguments = _parameters.GetValueOrDefault(rule) ?? [];
                for (int i = 0; i < clause.Parameters.Length && i < arguments.Length; i++) Match(clause.Parameters[i], arguments[i], variables);
                Read(branch.Query, variables);
                foreach (BoundTerm key in branch.Keys) Take(key, variables);
                Accessed value = Read(branch.Value, variables);
                bool isCollected = clause.AddsMember || branch.Keys.Length > 0;
                Merge(isCollected ? result.Inside : result, value);
                if (branch.Finding is { } finding) Read(finding, variables);
            }
        }
    }

    private void Read(BoundFinding finding, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (finding.Places)
        {
            case BoundPlaceComprehension comprehension:
                Read(comprehension.Query, variables);
                Read(comprehension.Place.Anchor, variables);
                break;
            case BoundPlace place:
                Read(place.Anchor, variables);
                foreach (BoundTerm step in place.Steps) Take(step, variables);
                break;
            case BoundPlaceArray array:
                Read(array.Nodes, variables);
                break;
        }
        if (finding.Message is { } message) Take(message, variables);
    }

    private void Read(BoundQuery query, Dictionary<LocalSymbol, Accessed> variables)
    {
        foreach (BoundLiteral literal in query.Literals) Read(literal, variables);
    }

    private void Read(BoundLiteral literal, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (literal)
        {
            case BoundTest test:
                TakeScalar(test.Term, variables);
                break;
            case BoundUnification { Left: BoundVariable left } unification when !variables.ContainsKey(left.Symbol):
                variables[left.Symbol] = Read(unification.Right, variables);
                break;
            case BoundUnification { Right: BoundVariable right } unification when !variables.ContainsKey(right.Symbol):
                variables[right.Symbol] = Read(unification.Left, variables);
                break;
            case BoundUnification unification:
                Accessed value = Read(unification.Right, variables);
                Match(unification.Left, value, variables);
                Match(unification.Right, Read(unification.Left, variables), variables);
                break;
            case BoundSomeIn some:
                Accessed elements = Read(some.Collection, variables).Element();
                if (some.Key is { } key) Match(key, new Accessed(), variables);
                Match(some.Value, elements, variables);
                break;
            case BoundEvery every:
                variables[every.Value] = Read(every.Domain, variables).Element();
                Read(every.Query, variables);
                break;
            case BoundNot not:
                Read(not.Query, variables);
                break;
            case BoundWith with:
                foreach (BoundModifier modifier in with.Modifiers) Take(modifier.Value, variables);
                Read(with.Literal, variables);
                break;
        }
    }

    /// <summary>Binds what is open in a pattern; what is not open is compared, and so read whole.</summary>
    private void Match(BoundTerm pattern, Accessed value, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (pattern)
        {
            case BoundVariable variable when variables.TryAdd(variable.Symbol, value):
                break;
            case BoundArray array:
                foreach (BoundTerm item in array.Items) Match(item, value.Element(), variables);
                break;
            case BoundObject @object:
                foreach ((BoundTerm key, BoundTerm item) in @object.Items) Match(item, Step(value, key), variables);
                break;
            default:
                Take(pattern, variables);
                value.DemandWhole();
                break;
        }
    }

    private void Take(BoundTerm term, Dictionary<LocalSymbol, Accessed> variables) => Read(term, variables).DemandWhole();

    /// <summary>A statement asks whether a value is there and not false; of a collection that needs nothing inside.</summary>
    private void TakeScalar(BoundTerm term, Dictionary<LocalSymbol, Accessed> variables) => Read(term, variables);

    private static Accessed Step(Accessed target, BoundTerm key) =>
        key is BoundConstant { Value: var constant } && constant.TryGetString(out string? name) ? target.Member(name) : target.Element();

    private Accessed Read(BoundTerm term, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (term)
        {
            case BoundVariable variable:
                return variables.GetValueOrDefault(variable.Symbol) ?? new Accessed();
            case BoundDocument document:
                if (!_documents.TryGetValue(document.Symbol, out AccessTree? tree)) _documents.Add(document.Symbol, tree = new AccessTree());
                return new Accessed(tree);
            case BoundLookup lookup:
                Accessed target = Read(lookup.Target, variables);
                if (lookup.Key is BoundVariable open && variables.TryAdd(open.Symbol, new Accessed())) return target.Element();
                Take(lookup.Key, variables);
                return Step(target, lookup.Key);
            case BoundRule rule:
                return Reach(rule.Symbol);
            case BoundPackage package:
                foreach (RuleSymbol rule in package.Symbol.DescendantRules()) Reach(rule).DemandWhole();
                return new Accessed();
            case BoundFunctionCall call:
                return Call(call, variables);
            case BoundBuiltinCall call:
                return Call(call, variables);
            case BoundComparison comparison:
                Take(comparison.Left, variables);
                Take(comparison.Right, variables);
                return new Accessed();
            case BoundMembership membership:
                Take(membership.Value, variables);
                Take(membership.Collection, variables);
                if (membership.Key is { } key) Take(key, variables);
                return new Accessed();
            case BoundUnificationTerm unification:
                Take(unification.Left, variables);
                Take(unification.Right, variables);
                return new Accessed();
            case BoundArray array:
                return Collect(array.Items, variables);
            case BoundSet set:
                return Collect(set.Items, variables);
            case BoundObject @object:
                return Collect(@object.Items.SelectMany(i => new[] { i.Key, i.Value }), variables);
            case BoundComprehension comprehension:
                Read(comprehension.Query, variables);
                return Collect(comprehension.Key is null ? [comprehension.Term] : [comprehension.Key, comprehension.Term], variables);
            case BoundTemplate template:
                foreach (BoundTerm part in template.Interpolations) Take(part, variables);
                return new Accessed();
            default:
                return new Accessed();
        }
    }

    private Accessed Collect(IEnumerable<BoundTerm> items, Dictionary<LocalSymbol, Accessed> variables)
    {
        var made = new Accessed();
        foreach (BoundTerm item in items) made.Inside.Add(Read(item, variables));
        return made;
    }

    private Accessed Call(BoundFunctionCall call, Dictionary<LocalSymbol, Accessed> variables)
    {
        if (!_parameters.TryGetValue(call.Function, out Accessed[]? parameters))
        {
            parameters = [.. call.Arguments.Select(_ => new Accessed())];
            _parameters.Add(call.Function, parameters);
        }
        for (int i = 0; i < call.Arguments.Length; i++) Merge(parameters[i], Read(call.Arguments[i], variables));
        return Reach(call.Function);
    }

    private Accessed Call(BoundBuiltinCall call, Dictionary<LocalSymbol, Accessed> variables)
    {
        Accessed[] arguments = [.. call.Arguments.Select(a => Read(a, variables))];
        if (call.Builtin.Name == "object.get" && arguments.Length == 3)
        {
            // object.get takes a key, or a path as an array of keys.
            IEnumerable<BoundTerm> keys = call.Arguments[1] switch
            {
                BoundConstant { Value: { Kind: ValueKind.Array } path } constant => path.Entries.Select(e => new BoundConstant(e.Value, constant.Location)),
                BoundArray path => path.Items,
                _ => [call.Arguments[1]],
            };
            var found = new Accessed();
            found.Add(keys.Aggregate(arguments[0], Step));
            found.Add(arguments[2]);
            return found;
        }
        if (call.Builtin.Provenance == BuiltinProvenance.Members)
        {
            var joined = new Accessed();
            foreach (Accessed argument in arguments) joined.Add(argument);
            return joined;
        }
        foreach (Accessed argument in arguments) argument.DemandWhole();
        return new Accessed();
    }

    private void Merge(Accessed into, Accessed value) => _changed |= into.Add(value);
}
