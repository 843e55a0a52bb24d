using Sprache;
using static PolicyKit.Syntax.Parsing.Combinators;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Bodies and their statements.</summary>
internal static class LiteralGrammar
{
    /// <summary>What the grammar expects between statements.</summary>
    public const string Separator = "a line break or `;`";

    private static readonly Parser<WithModifierSyntax> s_with = Seq(
        Token(SyntaxKind.WithKeyword), Defer(() => TermGrammar.Reference), Token(SyntaxKind.AsKeyword), Defer(() => OperatorGrammar.Expression),
        (with, target, asKeyword, value) => new WithModifierSyntax(with, target, asKeyword, value));

    /// <summary><c>{with target as value}</c></summary>
    public static readonly Parser<IReadOnlyList<WithModifierSyntax>> WithModifiers =
        ManyWhile(at => at.Kind == SyntaxKind.WithKeyword && at.PeekKind(1) != SyntaxKind.GluedDotToken, s_with);

    /// <summary>One <c>with</c>, as a clause of a test.</summary>
    public static readonly Parser<WithModifierSyntax> With = s_with;

    /// <summary><c>expression [(:= | =) expression]</c></summary>
    private static readonly Parser<ExpressionSyntax> s_statement = input =>
    {
        IResult<ExpressionSyntax> left = OperatorGrammar.Expression(input);
        if (!left.WasSuccessful) return left;
        var at = (TokenInput)left.Remainder;
        if (at.Kind is not (SyntaxKind.AssignToken or SyntaxKind.UnifyToken)) return left;
        IResult<ExpressionSyntax> right = OperatorGrammar.Expression(at.Next);
        return right.WasSuccessful
            ? Outcome.Success<ExpressionSyntax>(new BinaryExpressionSyntax(left.Value, at.Token, right.Value), right.Remainder)
            : right;
    };

    private static readonly Parser<LiteralSyntax> s_expression = Seq(
        s_statement, WithModifiers, LiteralSyntax (expression, with) => new ExpressionLiteralSyntax(default, expression, with));

    private static readonly Parser<LiteralSyntax> s_not = Seq(
        Token(SyntaxKind.NotKeyword), s_statement, WithModifiers, LiteralSyntax (not, expression, with) => new ExpressionLiteralSyntax(not, expression, with));

    private static readonly Parser<NameExpressionSyntax> s_variable =
        Token(SyntaxFacts.IsName, "a variable").Map(token => new NameExpressionSyntax(token));

    private static readonly Parser<LiteralSyntax> s_some = input => ParseSome((TokenInput)input);

    private static readonly Parser<(NameExpressionSyntax? Key, SyntaxToken Comma, NameExpressionSyntax Value)> s_everyVariables =
        Seq(s_variable, OptionalToken(SyntaxKind.CommaToken), (name, comma) => (name, comma)).Bind(
            first => first.comma.IsNone
                ? Constant<(NameExpressionSyntax?, SyntaxToken, NameExpressionSyntax)>((null, default, first.name))
                : s_variable.Map<NameExpressionSyntax, (NameExpressionSyntax?, SyntaxToken, NameExpressionSyntax)>(value => (first.name, first.comma, value)));

    private static readonly Parser<LiteralSyntax> s_every = Seq(
        Seq(Token(SyntaxKind.EveryKeyword), s_everyVariables, (every, variables) => (every, variables)),
        Seq(Token(SyntaxKind.InKeyword), Defer(() => OperatorGrammar.ListItem), (inKeyword, domain) => (inKeyword, domain)),
        Defer(() => BracedQuery!),
        WithModifiers,
        LiteralSyntax (head, domain, query, with) => new EveryLiteralSyntax(
            head.every, head.variables.Key, head.variables.Comma, head.variables.Value, domain.inKeyword, domain.domain, query, with));

    /// <summary>One statement.</summary>
    public static readonly Parser<LiteralSyntax> Literal = input =>
    {
        var at = (TokenInput)input;
        if (SyntaxFacts.IsReservedKeyword(at.Kind) && at.PeekKind(1) == SyntaxKind.GluedDotToken) return s_expression(at);
        return at.Kind switch
        {
            SyntaxKind.NotKeyword => s_not(at),
            SyntaxKind.SomeKeyword => s_some(at),
            SyntaxKind.EveryKeyword => s_every(at),
            _ => s_expression(at),
        };
    };

    /// <summary>Statements separated by line breaks or semicolons, without braces; at least one.</summary>
    public static readonly Parser<QuerySyntax> BareQuery = input => ParseLiterals((TokenInput)input).Then(default, default);

    /// <summary><c>{ query }</c></summary>
    public static readonly Parser<QuerySyntax> BracedQuery = input =>
    {
        var open = (TokenInput)input;
        if (open.Kind != SyntaxKind.OpenBraceToken) return Outcome.Failure<QuerySyntax>(open, "`{`");
        IResult<SeparatedList<LiteralSyntax>> literals = ParseLiterals(open.Next);
        if (!literals.WasSuccessful) return Outcome.Failure<QuerySyntax>(literals.Remainder);
        var close = (TokenInput)literals.Remainder;
        return close.Kind == SyntaxKind.CloseBraceToken
            ? Outcome.Success(new QuerySyntax(open.Token, literals.Value, close.Token), close.Next)
            : Outcome.Failure<QuerySyntax>(close, "`}`");
    };

    private static IResult<QuerySyntax> Then(this IResult<SeparatedList<LiteralSyntax>> literals, SyntaxToken open, SyntaxToken close) => literals.WasSuccessful
        ? Outcome.Success(new QuerySyntax(open, literals.Value, close), literals.Remainder)
        : Outcome.Failure<QuerySyntax>(literals.Remainder);

    private static IResult<SeparatedList<LiteralSyntax>> ParseLiterals(TokenInput at)
    {
        var literals = new List<LiteralSyntax>(4);
        List<SyntaxToken>? semicolons = null;
        while (true)
        {
            IResult<LiteralSyntax> literal = Literal(at);
            if (!literal.WasSuccessful) return Outcome.Failure<SeparatedList<LiteralSyntax>>(literal.Remainder);
            literals.Add(literal.Value);
            at = (TokenInput)literal.Remainder;
            bool separated = at.IsFirstOnLine;
            if (at.Kind == SyntaxKind.SemicolonToken)
            {
                (semicolons ??= []).Add(at.Token);
                at = at.Next;
                continue;
            }
            if (separated && !at.AtEnd && !SyntaxFacts.IsClosing(at.Kind) && !IsTemplateEnd(at.Kind)) continue;
            at.State.Expect(at.Position, Separator);
            return Outcome.Success(new SeparatedList<LiteralSyntax>(literals, semicolons is null ? [] : semicolons), at);
        }
    }

    private static bool IsTemplateEnd(SyntaxKind kind) => kind is KindChars.TemplateMiddle or KindChars.TemplateClose;

    /// <summary><c>some x, y</c> or <c>some [k,] v in xs</c>: told apart by what the first parts are followed by.</summary>
    private static IResult<LiteralSyntax> ParseSome(TokenInput some)
    {
        IResult<SeparatedList<ExpressionSyntax>> parts = CommaListFrom(null, OperatorGrammar.Relation, SyntaxKind.EndOfFileToken, some.Next);
        if (!parts.WasSuccessful) return Outcome.Failure<LiteralSyntax>(parts.Remainder);
        var at = (TokenInput)parts.Remainder;
        IReadOnlyList<ExpressionSyntax> items = parts.Value.Items;
        if (at.Kind != SyntaxKind.InKeyword)
        {
            int pattern = items.TakeWhile(e => e is NameExpressionSyntax).Count();
            if (pattern < items.Count) return Outcome.Failure<LiteralSyntax>(at, "`in`");
            return Outcome.Success<LiteralSyntax>(
                new SomeDeclarationSyntax(some.Token, new SeparatedList<NameExpressionSyntax>([.. items.Cast<NameExpressionSyntax>()], parts.Value.Separators)), at);
        }
        if (items.Count > 2) return Outcome.Failure<LiteralSyntax>(at, Separator);
        IResult<ExpressionSyntax> collection = OperatorGrammar.Relation(at.Next);
        if (!collection.WasSuccessful) return Outcome.Failure<LiteralSyntax>(collection.Remainder);
        IResult<IReadOnlyList<WithModifierSyntax>> with = WithModifiers(collection.Remainder);
        if (!with.WasSuccessful) return Outcome.Failure<LiteralSyntax>(with.Remainder);
        return Outcome.Success<LiteralSyntax>(
            new SomeInLiteralSyntax(
                some.Token, items.Count == 2 ? items[0] : null, items.Count == 2 ? parts.Value.Separators[0] : default, items[^1], at.Token, collection.Value, with.Value),
            with.Remainder);
    }
}
