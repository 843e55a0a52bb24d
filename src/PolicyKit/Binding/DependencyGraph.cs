using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>What recursion is found between: a rule, or the clauses of a partial object that begin with one constant key (or, with a null key, with none).</summary>
internal readonly record struct RulePart(RuleSymbol Rule, Value? Key);

/// <summary>
/// Which rules a rule may evaluate, by the path of each ref as OPA's compiler has it: <c>data.a[x].p</c> depends on each <c>data.a.*.p</c> and on nothing else below <c>data.a</c>, and
/// <c>p.a</c> on the clauses of <c>p</c> for the key <c>a</c> and on those with a computed key.
/// </summary>
internal sealed class DependencyGraph(RuleBodies bodies)
{
    private readonly Dictionary<RuleSymbol, Dictionary<RulePart, List<BoundClause>>> _parts = [];

    public IReadOnlyDictionary<RulePart, List<BoundClause>> Parts(RuleSymbol rule)
    {
        if (_parts.TryGetValue(rule, out Dictionary<RulePart, List<BoundClause>>? known)) return known;
        var parts = new Dictionary<RulePart, List<BoundClause>>();
        if (rule.Kind != RuleKind.PartialObject) parts.Add(new RulePart(rule, null), [.. bodies[rule].Clauses]);
        else
        {
            foreach (IGrouping<RulePart, BoundClause> part in bodies[rule].Clauses.GroupBy(c => PartOf(rule, c))) parts.Add(part.Key, [.. part]);
        }
        _parts.Add(rule, parts);
        return parts;
    }

    public RulePart[] Dependencies(RulePart part)
    {
        var collector = new Collector(this);
        foreach (BoundClause clause in Parts(part.Rule)[part]) collector.Visit(clause);
        if (bodies[part.Rule].Default is { } value) collector.Visit(value);
        return [.. collector.Found];
    }

    private static RulePart PartOf(RuleSymbol rule, BoundClause clause) =>
        new(rule, clause.Branches[0].Keys is [BoundConstant key, ..] ? key.Value : null);

    private sealed class Collector(DependencyGraph graph) : BoundWalker
    {
        private readonly HashSet<RulePart> _found = [];

        public IEnumerable<RulePart> Found => _found;

        public override void Visit(BoundTerm term)
        {
            switch (term)
            {
                case BoundRule or BoundPackage or BoundLookup:
                    VisitRef(term);
                    break;
                case BoundFunctionCall call:
                    _found.UnionWith(graph.Parts(call.Function).Keys);
                    base.Visit(term);
                    break;
                default:
                    base.Visit(term);
                    break;
            }
        }

        public override void Visit(BoundModifier modifier)
        {
            if (modifier is BoundFunctionModifier { Replacement: RuleSymbol function }) _found.UnionWith(graph.Parts(function).Keys);
            base.Visit(modifier);
        }

        private void VisitRef(BoundTerm term)
        {
            var keys = new Stack<BoundTerm>();
            for (; term is BoundLookup lookup; term = lookup.Target)
            {
                Visit(lookup.Key);
                keys.Push(lookup.Key);
            }
            Value?[] path = [.. keys.Select(k => k is BoundConstant constant ? constant.Value : (Value?)null)];
            if (term is BoundPackage package) AddPackage(package.Symbol, path);
            else if (term is BoundRule rule) AddRule(rule.Symbol, path);
            else Visit(term);
        }

        private void AddPackage(PackageSymbol package, ReadOnlySpan<Value?> path)
        {
            if (path.IsEmpty)
            {
                foreach (RuleSymbol rule in package.DescendantRules()) AddRule(rule, path);
                return;
            }
            if (path[0] is not { } key)
            {
                foreach (PackageSymbol child in package.Children.Values) AddPackage(child, path[1..]);
                foreach (RuleSymbol rule in package.Rules.Values) AddRule(rule, path[1..]);
            }
            else if (key.TryGetString(out string? name))
            {
                if (package.Rules.TryGetValue(name, out RuleSymbol? rule)) AddRule(rule, path[1..]);
                if (package.Children.TryGetValue(name, out PackageSymbol? child)) AddPackage(child, path[1..]);
            }
        }

        private void AddRule(RuleSymbol rule, ReadOnlySpan<Value?> path)
        {
            if (rule.Kind == RuleKind.Function) return;
            IReadOnlyDictionary<RulePart, List<BoundClause>> parts = graph.Parts(rule);
            if (path.IsEmpty || path[0] is not { } key)
            {
                _found.UnionWith(parts.Keys);
                return;
            }
            foreach (RulePart part in new[] { new RulePart(rule, key), new RulePart(rule, null) })
            {
                if (parts.ContainsKey(part)) _found.Add(part);
            }
        }
    }
}
