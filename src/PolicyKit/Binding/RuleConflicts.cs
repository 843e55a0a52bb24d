using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>Finds declarations that cannot stand together: clauses of different kinds, and rules or packages inside the value of a rule.</summary>
internal sealed class RuleConflicts(BindingSession session, List<(PackageSymbol Package, Location Location)> packages)
{
    private readonly Dictionary<string, RuleDeclaration> _whole = new(StringComparer.Ordinal);

    /// <summary>The declarations without those that conflict with an earlier one, or with what they stand in; these are reported.</summary>
    public List<RuleDeclaration> Remove(List<RuleDeclaration> rules)
    {
        var kept = new List<RuleDeclaration>();
        foreach (IGrouping<string, RuleDeclaration> group in rules.GroupBy(r => r.Identify(r.Path), StringComparer.Ordinal)) kept.AddRange(OfOneKind([.. group]));
        foreach (RuleDeclaration rule in kept)
        {
            // A rule with computed keys leaves room for others below its path.
            if (!rule.HasKeys) _whole.TryAdd(rule.Identify(rule.Path), rule);
        }
        var broken = packages.Where(p => IsInside(p.Package, p.Package.Path, p.Package.Path.Length, "a package", p.Location)).Select(p => p.Package).ToHashSet();
        return [.. kept.Where(r => Stands(r, broken))];
    }

    private bool Stands(RuleDeclaration rule, HashSet<PackageSymbol> broken)
    {
        bool stands = !broken.Contains(rule.Scope.Package)
            && !IsInside(rule.Scope.Package, rule.Path, rule.Path.Length - 1, $"the parent of `{rule.Path[^1]}`", rule.Syntax.Head.Location);
        if (!stands) session.BrokenNames.Add(rule.Path[^1]);
        return stands;
    }

    /// <summary>Whether a path leads into the value of a rule; reports it.</summary>
    private bool IsInside(PackageSymbol package, ImmutableArray<string> path, int longest, string what, Location location)
    {
        for (int length = 1; length <= longest; length++)
        {
            if (!_whole.TryGetValue(RuleDeclaration.Identify(package, path.Take(length)), out RuleDeclaration? outer)) continue;
            session.Diagnostics.Report(Descriptors.ConflictingRules, location, path[length - 1], what, Describe(outer, outer), outer.Syntax.Head.Location);
            return true;
        }
        return false;
    }

    private List<RuleDeclaration> OfOneKind(List<RuleDeclaration> group)
    {
        RuleDeclaration first = group.Find(r => !r.Syntax.IsDefault) ?? group[0];
        string what = Describe(first, first);
        if (group.Find(r => Describe(r, first) != what) is { } other)
        {
            session.Diagnostics.Report(Descriptors.ConflictingRules, other.Syntax.Head.Location, first.Path[^1], Describe(other, first), what, first.Syntax.Head.Location);
            group.RemoveAll(r => Describe(r, first) != what);
        }
        return group;
    }

    /// <summary>What a declaration makes of its rule: the same for all that agree with the first.</summary>
    private static string Describe(RuleDeclaration rule, RuleDeclaration first) =>
        rule.IsFunction ? (first.IsFunction ? Arguments(rule.Syntax.Head.Parameters.Items.Count) : "a function")
        : rule.Member is not null ? "a partial set"
        : rule.HasKeys ? "a partial object"
        : "a complete rule";

    private static string Arguments(int count) => $"a function of {count} argument{(count == 1 ? "" : "s")}";
}
