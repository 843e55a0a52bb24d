using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A helper rule, of a policy or of a package with policies, that nothing reads. What is named like a test is one.</summary>
internal sealed class UnusedRule() : LintRule(Descriptors.UnusedRule)
{
    public override void Check(LintContext context)
    {
        if (!context.IsPolicyLayer) return;
        HashSet<PackageSymbol> withPolicies = [.. context.Index.Session.Policies.Where(p => p.Shape is null).SelectMany(p => new[] { p.Package, p.Package.Parent! })];
        foreach ((SyntaxToken token, RuleSymbol rule) in context.Declared<RuleSymbol>().DistinctBy(d => d.Symbol))
        {
            if (rule.Kind == RuleKind.Findings || rule.Name.StartsWith("test_", StringComparison.Ordinal) || !withPolicies.Contains(rule.Package)) continue;
            if (context.Index.IsReadAsAWhole(rule.Package) || context.UsesOf(rule).Any() || IsImported(context, rule)) continue;
            context.Report(token.Location, rule.Name);
        }
    }

    private static bool IsImported(LintContext context, RuleSymbol rule) =>
        context.Index.Recorder.Scopes.SelectMany(s => s.Scope.Imports.Values).Any(i => context.Index.SymbolOf(i).Target == context.Index.SymbolOf(rule));
}
