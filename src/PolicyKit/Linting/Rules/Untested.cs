using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A policy that no test judges. A rule that is a test judges what it names.</summary>
internal sealed class Untested() : LintRule(Descriptors.Untested)
{
    public override void Check(LintContext context)
    {
        foreach (PolicyDeclarationSyntax declaration in context.Nodes<PolicyDeclarationSyntax>())
        {
            if (context.PolicyOf(declaration) is not { } policy) continue;
            bool isTested = context.Index.Session.Tests.Own.Any(t => t.Policies.Contains(policy)) || policy.Findings.Any(f => context.UsesOf(f).Any());
            if (!isTested) context.Report(declaration.Name.Location, declaration.Name.Text);
        }
    }
}
