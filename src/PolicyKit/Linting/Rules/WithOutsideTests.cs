using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary><c>with</c> in a rule that is no test, in a package that is none of tests.</summary>
internal sealed class WithOutsideTests() : LintRule(Descriptors.WithOutsideTests)
{
    public override void Check(LintContext context)
    {
        if (IsOfTests(context.Tree)) return;
        foreach ((MemberSyntax member, _) in context.Members)
        {
            string? name = member switch
            {
                RuleSyntax rule when SyntaxPosition.NameOf(rule).Text is var text && !text.StartsWith("test_", StringComparison.Ordinal) => text,
                FindingRuleSyntax finding => finding.Keyword.Text,
                _ => null,
            };
            if (name is null) continue;
            foreach (WithModifierSyntax with in member.DescendantNodes().OfType<WithModifierSyntax>()) context.Report(with.Location, name);
        }
    }

    private static bool IsOfTests(SyntaxTree tree) =>
        tree.Text.Path.EndsWith("_test.rego", StringComparison.Ordinal) || tree.Text.Path.EndsWith("_test.policy", StringComparison.Ordinal)
        || (tree.Root.Package?.Path.LastName()?.EndsWith("_test", StringComparison.Ordinal) ?? false);
}
