using PolicyKit.Diagnostics;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Finds rules that depend on themselves. Iterative, so that long chains of rules cannot exhaust the stack.</summary>
internal static class RecursionCheck
{
    public static void Check(IReadOnlyList<RuleSymbol> rules, RuleBodies bodies, DiagnosticBag diagnostics)
    {
        var graph = new DependencyGraph(bodies);
        var done = new HashSet<RulePart>();
        foreach (RulePart start in rules.SelectMany(r => graph.Parts(r).Keys))
        {
            var path = new List<(RulePart Part, RulePart[] Dependencies, int Next)>();
            var onPath = new HashSet<RulePart>();
            Push(start);
            while (path.Count > 0)
            {
                (RulePart part, RulePart[] dependencies, int next) = path[^1];
                if (next == dependencies.Length)
                {
                    path.RemoveAt(path.Count - 1);
                    onPath.Remove(part);
                    continue;
                }
                path[^1] = (part, dependencies, next + 1);
                RulePart dependency = dependencies[next];
                if (onPath.Contains(dependency)) Report(path.Select(p => p.Part).SkipWhile(p => p != dependency), dependency, diagnostics);
                else Push(dependency);
            }

            void Push(RulePart part)
            {
                if (!done.Add(part)) return;
                path.Add((part, graph.Dependencies(part), 0));
                onPath.Add(part);
            }
        }
    }

    private static void Report(IEnumerable<RulePart> cycle, RulePart part, DiagnosticBag diagnostics) =>
        diagnostics.Report(Descriptors.Recursion, part.Rule.Location, part.Rule.Name, string.Join(" -> ", cycle.Append(part).Select(p => p.Rule)));
}
