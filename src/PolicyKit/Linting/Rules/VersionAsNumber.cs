using System.Text.RegularExpressions;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>An order of versions by their text or as numbers.</summary>
internal sealed class VersionAsNumber() : LintRule(Descriptors.VersionAsNumber)
{
    private static readonly Regex Version = new(@"^v?[0-9]+\.[0-9]+(\.[0-9]+)?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public override void Check(LintContext context)
    {
        foreach (BinaryExpressionSyntax comparison in context.Nodes<BinaryExpressionSyntax>())
        {
            if (comparison.OperatorToken.Kind is not (SyntaxKind.LessToken or SyntaxKind.LessOrEqualToken or SyntaxKind.GreaterToken or SyntaxKind.GreaterOrEqualToken)) continue;
            if (IsVersion(comparison.Left, comparison.Right) || IsVersion(comparison.Right, comparison.Left)) context.Report(comparison.Location);
        }
    }

    private static bool IsVersion(ExpressionSyntax written, ExpressionSyntax other) =>
        (written.Text() is { } text && Version.IsMatch(text)) || (written.Number() is not null && NamesVersion(other));

    private static bool NamesVersion(ExpressionSyntax expression) => expression switch
    {
        CallExpressionSyntax { Callee: NameExpressionSyntax { Name: "to_number" }, Arguments.Items: [var inner] } => NamesVersion(inner),
        _ => expression.LastName() is { } name && name.EndsWith("version", StringComparison.OrdinalIgnoreCase),
    };
}
