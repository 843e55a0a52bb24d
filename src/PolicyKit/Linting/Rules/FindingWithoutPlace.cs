using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A finding that looks into the object and does not say where.</summary>
internal sealed class FindingWithoutPlace() : LintRule(Descriptors.FindingWithoutPlace)
{
    public override void Check(LintContext context)
    {
        foreach (FindingRuleSyntax finding in context.Nodes<FindingRuleSyntax>())
        {
            if (finding.Place is not null || finding.Body is not { } body) continue;
            if (body.Literals.Items.Select(l => PlaceIn(context, l)).FirstOrDefault(p => p is not null) is { } place) context.Report(finding.Keyword.Location, finding.Keyword.Text, place);
        }
    }

    /// <summary>What a statement ranges over or compares, when that can be traced.</summary>
    private static string? PlaceIn(LintContext context, LiteralSyntax literal) => literal switch
    {
        SomeInLiteralSyntax some when IsTraced(context, some.Collection) => some.Collection.ToString(),
        ExpressionLiteralSyntax { Expression: BinaryExpressionSyntax { OperatorToken.Kind: not (SyntaxKind.AssignToken or SyntaxKind.UnifyToken) } comparison } =>
            new[] { comparison.Left, comparison.Right }.Where(o => o is MemberAccessSyntax && IsTraced(context, o)).Select(o => o.ToString()).FirstOrDefault(),
        ExpressionLiteralSyntax { Expression: MemberAccessSyntax member } when IsTraced(context, member) => member.ToString(),
        _ => null,
    };

    private static bool IsTraced(LintContext context, ExpressionSyntax expression) =>
        expression is NameExpressionSyntax or MemberAccessSyntax && expression.Root() is NameExpressionSyntax root && context.Named(root.Identifier) is DocumentSymbol { IsTraceable: true };
}
