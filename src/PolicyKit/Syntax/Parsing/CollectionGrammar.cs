using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>
/// Arrays, sets, objects and comprehensions. As in OPA a comprehension wins over a union: after a bare term, <c>|</c> is the comprehension's bar unless what
/// follows is no query.
/// </summary>
internal static class CollectionGrammar
{
    public static readonly Parser<ExpressionSyntax> Bracketed = input => ParseArray((TokenInput)input);

    public static readonly Parser<ExpressionSyntax> Braced = input => ParseBraced((TokenInput)input);

    private static readonly Parser<ObjectItemSyntax> s_objectItem = Combinators.Seq(
        OperatorGrammar.ListItem, Combinators.Token(SyntaxKind.ColonToken), OperatorGrammar.ListItem, (key, colon, value) => new ObjectItemSyntax(key, colon, value));

    private static IResult<ExpressionSyntax> ParseArray(TokenInput open)
    {
        TokenInput at = open.Next;
        if (at.Kind == SyntaxKind.CloseBracketToken) return Finish(SyntaxKind.CloseBracketToken, at, close => Array(open, SeparatedList<ExpressionSyntax>.Empty, close));
        IResult<ExpressionSyntax> first = TermGrammar.Term(at);
        if (!first.WasSuccessful) return first;
        if (TryComprehension(SyntaxKind.ArrayComprehension, open, null, default, first) is { } comprehension) return comprehension;
        first = OperatorGrammar.ContinueListItem(first.Value, (TokenInput)first.Remainder);
        return first.WasSuccessful ? ParseItems(first, SyntaxKind.CloseBracketToken, (items, close) => Array(open, items, close)) : first;
    }

    private static IResult<ExpressionSyntax> ParseBraced(TokenInput open)
    {
        TokenInput at = open.Next;
        if (at.Kind == SyntaxKind.CloseBraceToken)
        {
            return Finish(SyntaxKind.CloseBraceToken, at, close => new ObjectExpressionSyntax(open.Token, SeparatedList<ObjectItemSyntax>.Empty, close));
        }
        IResult<ExpressionSyntax> first = TermGrammar.Term(at);
        if (!first.WasSuccessful) return first;
        if (TryComprehension(SyntaxKind.SetComprehension, open, null, default, first) is { } comprehension) return comprehension;
        first = OperatorGrammar.ContinueListItem(first.Value, (TokenInput)first.Remainder);
        if (!first.WasSuccessful) return first;
        var next = (TokenInput)first.Remainder;
        if (next.Kind == SyntaxKind.ColonToken) return ParseObject(open, first.Value, next);
        next.State.Expect(next.Position, "`:`");
        return ParseItems(first, SyntaxKind.CloseBraceToken, (items, close) => new SetExpressionSyntax(default, open.Token, items, close));
    }

    private static IResult<ExpressionSyntax> ParseObject(TokenInput open, ExpressionSyntax key, TokenInput colon)
    {
        IResult<ExpressionSyntax> value = TermGrammar.Term(colon.Next);
        if (!value.WasSuccessful) return value;
        if (TryComprehension(SyntaxKind.ObjectComprehension, open, key, colon.Token, value) is { } comprehension) return comprehension;
        value = OperatorGrammar.ContinueListItem(value.Value, (TokenInput)value.Remainder);
        if (!value.WasSuccessful) return value;
        var first = new ObjectItemSyntax(key, colon.Token, value.Value);
        IResult<SeparatedList<ObjectItemSyntax>> items = Combinators.CommaListFrom(first, s_objectItem, SyntaxKind.CloseBraceToken, (TokenInput)value.Remainder);
        return items.WasSuccessful
            ? Finish(SyntaxKind.CloseBraceToken, (TokenInput)items.Remainder, close => new ObjectExpressionSyntax(open.Token, items.Value, close))
            : Outcome.Failure<ExpressionSyntax>(items.Remainder);
    }

    private static IResult<ExpressionSyntax>? TryComprehension(SyntaxKind kind, TokenInput open, ExpressionSyntax? key, SyntaxToken colon, IResult<ExpressionSyntax> term)
    {
        var bar = (TokenInput)term.Remainder;
        if (bar.Kind != SyntaxKind.BarToken || open.State.IsKnownNotComprehension(open.Position)) return null;
        IResult<QuerySyntax> query = LiteralGrammar.BareQuery(bar.Next);
        SyntaxKind closing = kind == SyntaxKind.ArrayComprehension ? SyntaxKind.CloseBracketToken : SyntaxKind.CloseBraceToken;
        var close = (TokenInput)query.Remainder;
        if (query.WasSuccessful && close.Kind == closing)
        {
            return Outcome.Success<ExpressionSyntax>(new ComprehensionSyntax(kind, open.Token, key, colon, term.Value, bar.Token, query.Value, close.Token), close.Next);
        }
        if (query.WasSuccessful) open.State.Expect(close.Position, $"`{SyntaxFacts.GetText(closing)}`");
        open.State.NoteNotComprehension(open.Position);
        return null;
    }

    private static IResult<ExpressionSyntax> ParseItems(
        IResult<ExpressionSyntax> first, SyntaxKind close, Func<SeparatedList<ExpressionSyntax>, SyntaxToken, ExpressionSyntax> build)
    {
        IResult<SeparatedList<ExpressionSyntax>> items = Combinators.CommaListFrom(first.Value, OperatorGrammar.ListItem, close, (TokenInput)first.Remainder);
        return items.WasSuccessful
            ? Finish(close, (TokenInput)items.Remainder, token => build(items.Value, token))
            : Outcome.Failure<ExpressionSyntax>(items.Remainder);
    }

    private static IResult<ExpressionSyntax> Finish(SyntaxKind closing, TokenInput at, Func<SyntaxToken, ExpressionSyntax> build) =>
        at.Kind == closing
            ? new Success<ExpressionSyntax>(build(at.Token), at.Next)
            : Outcome.Failure<ExpressionSyntax>(at, $"`{SyntaxFacts.GetText(closing)}`");

    private static ArrayExpressionSyntax Array(TokenInput open, SeparatedList<ExpressionSyntax> items, SyntaxToken close) => new(open.Token, items, close);
}
