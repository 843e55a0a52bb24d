using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Template strings: text, expression, text, … ; an interpolated expression may carry <c>with</c>.</summary>
internal static class TemplateGrammar
{
    public static readonly Parser<ExpressionSyntax> Template = input => ParseTemplate((TokenInput)input);

    private static readonly Parser<ExpressionSyntax> s_interpolation = Combinators.Seq(
        OperatorGrammar.Expression, LiteralGrammar.WithModifiers,
        (expression, modifiers) => modifiers.Count == 0 ? expression : new WithExpressionSyntax(expression, modifiers));

    private static IResult<ExpressionSyntax> ParseTemplate(TokenInput at)
    {
        var texts = new List<SyntaxToken>(4) { at.Token };
        var interpolations = new List<ExpressionSyntax>(2);
        SyntaxKind kind = at.Kind;
        at = at.Next;
        while (kind is SyntaxKind.TemplateTextToken or KindChars.TemplateMiddle)
        {
            IResult<ExpressionSyntax> expression = s_interpolation(at);
            if (!expression.WasSuccessful) return expression;
            interpolations.Add(expression.Value);
            at = (TokenInput)expression.Remainder;
            kind = at.Kind;
            if (kind is not (KindChars.TemplateMiddle or KindChars.TemplateClose)) return Outcome.Failure<ExpressionSyntax>(at, "`}`");
            texts.Add(at.Token);
            at = at.Next;
        }
        return new Success<ExpressionSyntax>(new TemplateStringSyntax(texts, interpolations), at);
    }
}
