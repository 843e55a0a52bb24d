using PolicyKit.Syntax;

namespace PolicyKit.Linting;

/// <summary>What lint rules ask of terms.</summary>
internal static class Expressions
{
    /// <summary>The value of a string that is written out; null of anything else.</summary>
    public static string? Text(this ExpressionSyntax? expression) =>
        expression is LiteralExpressionSyntax { Token: { Kind: SyntaxKind.StringToken or SyntaxKind.RawStringToken } token } ? SyntaxFacts.GetStringValue(token) : null;

    /// <summary>The name that a term ends in: of <c>a.b</c> or <c>a["b"]</c> that is <c>b</c>; null when it has none.</summary>
    public static string? LastName(this ExpressionSyntax expression) => expression switch
    {
        NameExpressionSyntax name => name.Name,
        MemberAccessSyntax member => member.Name.Text,
        ElementAccessSyntax element => element.Index.Text(),
        _ => null,
    };

    /// <summary>What a ref starts from.</summary>
    public static ExpressionSyntax Root(this ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case MemberAccessSyntax member:
                    expression = member.Target;
                    break;
                case ElementAccessSyntax element:
                    expression = element.Target;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>Whether a term is an image's name, by what it is called.</summary>
    public static bool IsImage(this ExpressionSyntax expression) =>
        expression.LastName() is { } name && (name.Equals("image", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_image", StringComparison.Ordinal) || name.EndsWith("Image", StringComparison.Ordinal));

    /// <summary>The arguments of a call of a builtin; null of anything else.</summary>
    public static IReadOnlyList<ExpressionSyntax>? ArgumentsOf(this LintContext context, CallExpressionSyntax call, string builtin) =>
        context.Named(SyntaxPosition.NameOf(call)) is Builtins.Builtin { Name: var name } && name == builtin ? call.Arguments.Items : null;

    /// <summary>The tokens of a node without what stands between them.</summary>
    public static string Content(this SyntaxNode node) => string.Join(' ', node.DescendantTokens().Select(t => t.Text));

    /// <summary>A number that is written out; null of anything else.</summary>
    public static string? Number(this ExpressionSyntax expression) => expression is LiteralExpressionSyntax { Token: { Kind: SyntaxKind.NumberToken } token } ? token.Text : null;
}
