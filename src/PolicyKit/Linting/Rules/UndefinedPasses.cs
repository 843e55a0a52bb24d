using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>In a finding: <c>field != constant</c>, which an absent field never is, and <c>not field != constant</c>, which it always is. Fields that the API server requires are there.</summary>
internal sealed class UndefinedPasses() : LintRule(Descriptors.UndefinedPasses)
{
    public override void Check(LintContext context)
    {
        foreach (FindingRuleSyntax finding in context.Nodes<FindingRuleSyntax>())
        {
            foreach (ExpressionLiteralSyntax literal in finding.Body?.Literals.Items.OfType<ExpressionLiteralSyntax>() ?? [])
            {
                if (literal.Expression is not BinaryExpressionSyntax { OperatorToken.Kind: SyntaxKind.NotEqualToken } comparison) continue;
                (ExpressionSyntax field, ExpressionSyntax other) = comparison.Right is LiteralExpressionSyntax ? (comparison.Left, comparison.Right) : (comparison.Right, comparison.Left);
                if (other is not LiteralExpressionSyntax || field is not MemberAccessSyntax || !MayBeUndefined(context, field) || IsAskedElsewhere(finding.Body!, literal, field)) continue;
                if (literal.IsNegated) context.Report(comparison.Location, "this holds", field, $"; write `{field} == {other}`");
                else context.Report(comparison.Location, "this does not hold, so nothing is found,", field, $"; write `not {field} == {other}` to find that too");
            }
        }
    }

    /// <summary>Whether a ref into a document has a step that need not be there.</summary>
    private static bool MayBeUndefined(LintContext context, ExpressionSyntax field)
    {
        if (field.Root() is not NameExpressionSyntax root || context.Named(root.Identifier) is not (DocumentSymbol { IsTraceable: true } or LocalSymbol)) return false;
        for (ExpressionSyntax step = field; step is MemberAccessSyntax member; step = member.Target)
        {
            if (context.Model.GetTypeInfo(member.Target) is not { } type || type.Parts.All(p => p.Fields.FirstOrDefault(f => f.Name == member.Name.Text) is not { IsRequired: true })) return true;
        }
        return false;
    }

    /// <summary>Whether another statement of the body names the field: the author has thought of it.</summary>
    private static bool IsAskedElsewhere(QuerySyntax body, LiteralSyntax literal, ExpressionSyntax field)
    {
        string content = field.Content();
        return body.Literals.Items.Any(l => l != literal && l.DescendantNodes().Any(n => n is MemberAccessSyntax && n.Content() == content));
    }
}
