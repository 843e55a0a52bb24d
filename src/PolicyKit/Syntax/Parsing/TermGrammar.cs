using Sprache;
using static PolicyKit.Syntax.Parsing.Combinators;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Terms: literals, names, collections, and the refs and calls that start from them.</summary>
internal static class TermGrammar
{
    private static readonly Parser<ExpressionSyntax> s_literal =
        Token(k => k is SyntaxKind.NumberToken or SyntaxKind.StringToken or SyntaxKind.RawStringToken or SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword or SyntaxKind.NullKeyword, "a value")
        .Map<SyntaxToken, ExpressionSyntax>(token => new LiteralExpressionSyntax(token));

    private static readonly Parser<ExpressionSyntax> s_name =
        Token(SyntaxFacts.IsWord, "a name").Map<SyntaxToken, ExpressionSyntax>(token => new NameExpressionSyntax(token));

    private static readonly Parser<ExpressionSyntax> s_negativeNumber = Seq(
        Token(SyntaxKind.MinusToken), Token(k => k == SyntaxKind.NumberToken, "a number"),
        ExpressionSyntax (minus, number) => new UnaryExpressionSyntax(minus, new LiteralExpressionSyntax(number)));

    private static readonly Parser<ExpressionSyntax> s_parenthesized = Seq(
        Token(IsOpenParen, "`(`"), Defer(() => OperatorGrammar.Expression), Token(SyntaxKind.CloseParenToken),
        ExpressionSyntax (open, expression, close) => new ParenthesizedExpressionSyntax(open, expression, close));

    private static readonly Parser<ExpressionSyntax> s_emptySet = Seq(
        Token(SyntaxKind.SetKeyword), Token(SyntaxKind.GluedOpenParenToken), Token(SyntaxKind.CloseParenToken),
        ExpressionSyntax (keyword, open, close) => new SetExpressionSyntax(keyword, open, SeparatedList<ExpressionSyntax>.Empty, close));

    /// <summary>What refs and calls start from, and terms that nothing can follow.</summary>
    private static readonly Parser<ExpressionSyntax> s_primary = Choose(
        "an expression",
        (SyntaxFacts.IsName, s_name),
        (k => k is SyntaxKind.NumberToken or SyntaxKind.StringToken or SyntaxKind.RawStringToken or SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword or SyntaxKind.NullKeyword, s_literal),
        (IsOpenBracket, CollectionGrammar.Bracketed),
        (k => k == SyntaxKind.OpenBraceToken, CollectionGrammar.Braced),
        (IsOpenParen, s_parenthesized),
        (k => k == SyntaxKind.MinusToken, s_negativeNumber),
        (k => k is SyntaxKind.TemplateTextToken or SyntaxKind.TemplateEndToken, TemplateGrammar.Template));

    /// <summary><c>primary {.name | [key] | (arguments)}</c>, all glued: white space ends a ref.</summary>
    public static readonly Parser<ExpressionSyntax> Term = input => ParseTerm((TokenInput)input, calls: true);

    /// <summary>A ref that calls nothing: the start of a rule's head, an import path.</summary>
    public static readonly Parser<ExpressionSyntax> Reference = input => ParseReference((TokenInput)input);

    public static bool IsOpenParen(SyntaxKind kind) => kind is SyntaxKind.OpenParenToken or SyntaxKind.GluedOpenParenToken;

    public static bool IsOpenBracket(SyntaxKind kind) => kind is SyntaxKind.OpenBracketToken or SyntaxKind.GluedOpenBracketToken;

    /// <summary>Whether a word here is a name: keywords are when a dot follows (<c>else.foo</c>).</summary>
    public static bool IsName(TokenInput at) =>
        SyntaxFacts.IsName(at.Kind) || (SyntaxFacts.IsReservedKeyword(at.Kind) && at.PeekKind(1) == SyntaxKind.GluedDotToken);

    private static IResult<ExpressionSyntax> ParseReference(TokenInput at) =>
        IsName(at) ? Continue(s_name(at), calls: false) : Outcome.Failure<ExpressionSyntax>(at, "a name");

    private static IResult<ExpressionSyntax> ParseTerm(TokenInput at, bool calls)
    {
        SyntaxKind kind = at.Kind;
        if (kind == SyntaxKind.SetKeyword && at.PeekKind(1) == SyntaxKind.GluedOpenParenToken && at.PeekKind(2) == SyntaxKind.CloseParenToken)
        {
            return Continue(s_emptySet(at), calls);
        }
        if (SyntaxFacts.IsReservedKeyword(kind) && IsName(at)) return Continue(s_name(at), calls);
        IResult<ExpressionSyntax> primary = s_primary(at);
        return primary.WasSuccessful && StartsRef(kind) ? Continue(primary, calls) : primary;
    }

    private static bool StartsRef(SyntaxKind kind) =>
        SyntaxFacts.IsName(kind) || IsOpenBracket(kind) || IsOpenParen(kind) || kind == SyntaxKind.OpenBraceToken;

    private static IResult<ExpressionSyntax> Continue(IResult<ExpressionSyntax> start, bool calls)
    {
        if (!start.WasSuccessful) return start;
        ExpressionSyntax target = start.Value;
        var at = (TokenInput)start.Remainder;
        while (!at.AtEnd)
        {
            IResult<ExpressionSyntax> next;
            switch (at.Kind)
            {
                case SyntaxKind.GluedDotToken:
                    next = ParseMember(target, at);
                    break;
                case SyntaxKind.GluedOpenBracketToken:
                    next = ParseElement(target, at);
                    break;
                case SyntaxKind.GluedOpenParenToken when calls && target is NameExpressionSyntax or MemberAccessSyntax or ElementAccessSyntax:
                    next = ParseCall(target, at);
                    break;
                default:
                    return ReferenceEquals(target, start.Value) ? start : new Success<ExpressionSyntax>(target, at);
            }
            if (!next.WasSuccessful) return next;
            target = next.Value;
            at = (TokenInput)next.Remainder;
        }
        return new Success<ExpressionSyntax>(target, at);
    }

    private static IResult<ExpressionSyntax> ParseMember(ExpressionSyntax target, TokenInput dot)
    {
        TokenInput name = dot.Next;
        return SyntaxFacts.IsWord(name.Kind) && !name.AtEnd
            ? new Success<ExpressionSyntax>(new MemberAccessSyntax(target, dot.Token, name.Token), name.Next)
            : Outcome.Failure<ExpressionSyntax>(name, "a name");
    }

    private static IResult<ExpressionSyntax> ParseElement(ExpressionSyntax target, TokenInput open)
    {
        IResult<ExpressionSyntax> index = OperatorGrammar.Expression(open.Next);
        if (!index.WasSuccessful) return index;
        var close = (TokenInput)index.Remainder;
        return close.Kind == SyntaxKind.CloseBracketToken
            ? new Success<ExpressionSyntax>(new ElementAccessSyntax(target, open.Token, index.Value, close.Token), close.Next)
            : Outcome.Failure<ExpressionSyntax>(close, "`]`");
    }

    private static IResult<ExpressionSyntax> ParseCall(ExpressionSyntax callee, TokenInput open)
    {
        IResult<SeparatedList<ExpressionSyntax>> arguments = CommaListFrom(null, OperatorGrammar.ListItem, SyntaxKind.CloseParenToken, open.Next);
        if (!arguments.WasSuccessful) return Outcome.Failure<ExpressionSyntax>(arguments.Remainder);
        var close = (TokenInput)arguments.Remainder;
        return close.Kind == SyntaxKind.CloseParenToken
            ? new Success<ExpressionSyntax>(new CallExpressionSyntax(callee, open.Token, arguments.Value, close.Token), close.Next)
            : Outcome.Failure<ExpressionSyntax>(close, "`)`");
    }
}
