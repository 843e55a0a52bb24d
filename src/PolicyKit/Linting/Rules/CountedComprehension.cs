using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary><c>count</c> of a comprehension that is only asked whether it is empty, and <c>not count(…) == 0</c>.</summary>
internal sealed class CountedComprehension() : LintRule(Descriptors.CountedComprehension)
{
    public override void Check(LintContext context)
    {
        foreach (BinaryExpressionSyntax comparison in context.Nodes<BinaryExpressionSyntax>())
        {
            if (comparison is not { Left: CallExpressionSyntax call, OperatorToken.Kind: var kind } || context.ArgumentsOf(call, "count") is not [var counted]) continue;
            if (Asks(kind, comparison.Right.Number()) is not { } isAny) continue;
            bool isNegated = context.ParentOf(comparison) is ExpressionLiteralSyntax { IsNegated: true };
            if (isNegated) context.Report(comparison.Location, "this holds too when what is counted is undefined", $"write `count(…) {(isAny ? "==" : ">")} 0`");
            else if (counted is ComprehensionSyntax && context.ParentOf(comparison) is ExpressionLiteralSyntax) context.Report(comparison.Location, "`count` goes over everything only to ask whether there is anything", isAny ? "write the comprehension's body itself" : "make its body a rule or function, and write `not` before it");
        }
    }

    /// <summary>Whether a comparison of a count asks for any (true) or none (false); null for any other.</summary>
    private static bool? Asks(SyntaxKind kind, string? number) => (kind, number) switch
    {
        (SyntaxKind.GreaterToken or SyntaxKind.NotEqualToken, "0") or (SyntaxKind.GreaterOrEqualToken, "1") => true,
        (SyntaxKind.EqualToken, "0") or (SyntaxKind.LessToken, "1") => false,
        _ => null,
    };
}
