using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A policy without title, description or severity.</summary>
internal sealed class NoMetadata() : LintRule(Descriptors.NoMetadata)
{
    private static readonly string[] Wanted = ["title", "description", "severity"];

    public override void Check(LintContext context)
    {
        foreach (PolicyDeclarationSyntax policy in context.Nodes<PolicyDeclarationSyntax>())
        {
            string[] absent = [.. Wanted.Except(policy.Members.OfType<PolicyPropertySyntax>().Select(p => p.Name.Text), StringComparer.Ordinal).Select(w => $"`{w}`")];
            if (absent.Length > 0) context.Report(policy.Name.Location, policy.Name.Text, absent.Length == 1 ? absent[0] : $"{string.Join(", ", absent[..^1])} or {absent[^1]}");
        }
    }
}
