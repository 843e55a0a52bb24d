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
            if (isNegated) context.Report(comparison.Location, "is asked the wrong way round", $"write `count(…) {(isAny ? "==" : ">")} 0`, which does not hold when what is counted is undefined");
            else if (counted is ComprehensionSyntax && context.ParentOf(comparison) is ExpressionLiteralSyntax) context.Report(comparison.Location, "goes over everything", isAny ? "write the comprehension's body itself" : "put `not` before a rule or function with the comprehension's body");
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
