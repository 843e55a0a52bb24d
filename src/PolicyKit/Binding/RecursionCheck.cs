using PolicyKit.Diagnostics;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Finds rules that depend on themselves. Iterative, so that long chains of rules cannot exhaust the stack.</summary>
internal static class RecursionCheck
{
    public static void Check(IReadOnlyList<RuleSymbol> rules, RuleBodies bodies, DiagnosticBag diagnostics)
    {
        var dependencies = rules.ToDictionary(r => r, r => Dependencies(bodies[r]).Distinct().ToArray());
        var done = new HashSet<RuleSymbol>();
        foreach (RuleSymbol start in rules)
        {
            var path = new List<(RuleSymbol Rule, int Next)>();
            var onPath = new HashSet<RuleSymbol>();
            Push(start);
            while (path.Count > 0)
            {
                (RuleSymbol rule, int next) = path[^1];
                if (next == dependencies[rule].Length)
                {
                    path.RemoveAt(path.Count - 1);
                    onPath.Remove(rule);
                    continue;
                }
                path[^1] = (rule, next + 1);
                RuleSymbol dependency = dependencies[rule][next];
                if (onPath.Contains(dependency)) Report(path.Select(p => p.Rule).SkipWhile(r => r != dependency), dependency, diagnostics);
                else Push(dependency);
            }

            void Push(RuleSymbol rule)
            {
                if (!done.Add(rule)) return;
                path.Add((rule, 0));
                onPath.Add(rule);
            }
        }
    }

    private static void Report(IEnumerable<RuleSymbol> cycle, RuleSymbol rule, DiagnosticBag diagnostics) =>
        diagnostics.Report(Descriptors.Recursion, rule.Location, rule.Name, string.Join(" -> ", cycle.Append(rule)));

    private static List<RuleSymbol> Dependencies(RuleBody body)
    {
        var collector = new DependencyCollector();
        foreach (BoundClause clause in body.Clauses) collector.Visit(clause);
        if (body.Default is { } value) collector.Visit(value);
        return collector.Rules;
    }

    private sealed class DependencyCollector : BoundWalker
    {
        public List<RuleSymbol> Rules { get; } = [];

        public override void Visit(BoundTerm term)
        {
            switch (term)
            {
                case BoundRule rule:
                    Rules.Add(rule.Symbol);
                    break;
                case BoundFunctionCall call:
                    Rules.Add(call.Function);
                    break;
                case BoundPackage package:
                    Rules.AddRange(package.Symbol.DescendantRules().Where(r => r.Kind != RuleKind.Function));
                    break;
            }
            base.Visit(term);
        }

        public override void Visit(BoundModifier modifier)
        {
            if (modifier is BoundFunctionModifier { Replacement: RuleSymbol function }) Rules.Add(function);
            base.Visit(modifier);
        }
    }
}
