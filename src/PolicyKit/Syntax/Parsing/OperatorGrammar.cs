using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>
/// Infix expressions: one loop over a precedence table. Loosest first: <c>in</c>, comparison, <c>|</c>, <c>&amp;</c>, <c>+ -</c>, <c>* / %</c>; all associate to the
/// left. <c>:=</c> and <c>=</c> belong to statements.
/// </summary>
internal static class OperatorGrammar
{
    private const int Membership = 1;
    private const int Comparison = 2;

    private static readonly byte[] s_precedence = MakeTable(
        (Membership, [SyntaxKind.InKeyword]),
        (Comparison, [SyntaxKind.EqualToken, SyntaxKind.NotEqualToken, SyntaxKind.LessToken, SyntaxKind.LessOrEqualToken, SyntaxKind.GreaterToken, SyntaxKind.GreaterOrEqualToken]),
        (3, [SyntaxKind.BarToken]),
        (4, [SyntaxKind.AmpersandToken]),
        (5, [SyntaxKind.PlusToken, SyntaxKind.MinusToken]),
        (6, [SyntaxKind.StarToken, SyntaxKind.SlashToken, SyntaxKind.PercentToken]));

    /// <summary>An expression where a comma cannot follow otherwise: <c>k, v in xs</c> is membership with a key.</summary>
    public static readonly Parser<ExpressionSyntax> Expression = input => Parse((TokenInput)input, Membership, keyed: true);

    /// <summary>An expression among others separated by commas.</summary>
    public static readonly Parser<ExpressionSyntax> ListItem = input => Parse((TokenInput)input, Membership, keyed: false);

    /// <summary>An expression without <c>in</c>: the parts of <c>some x in xs</c>.</summary>
    public static readonly Parser<ExpressionSyntax> Relation = input => Parse((TokenInput)input, Comparison, keyed: false);

    public static bool IsOperator(SyntaxKind kind) => s_precedence[(int)kind] > 0;

    /// <summary>The rest of a list item whose first operand is parsed already.</summary>
    public static IResult<ExpressionSyntax> ContinueListItem(ExpressionSyntax first, TokenInput at) => Climb(first, at, Membership);

    private static IResult<ExpressionSyntax> Parse(TokenInput at, int minimum, bool keyed)
    {
        IResult<ExpressionSyntax> first = TermGrammar.Term(at);
        if (!first.WasSuccessful) return first;
        var next = (TokenInput)first.Remainder;
        if (!keyed) return IsOperator(next.Kind) ? Climb(first.Value, next, minimum) : first;
        IResult<ExpressionSyntax> left = IsOperator(next.Kind) ? Climb(first.Value, next, Comparison) : first;
        if (!left.WasSuccessful) return left;
        next = (TokenInput)left.Remainder;
        if (next.Kind == SyntaxKind.CommaToken)
        {
            left = ParseKeyed(left.Value, next);
            if (!left.WasSuccessful) return left;
            next = (TokenInput)left.Remainder;
        }
        return IsOperator(next.Kind) ? Climb(left.Value, next, Membership) : left;
    }

    private static IResult<ExpressionSyntax> ParseKeyed(ExpressionSyntax key, TokenInput comma)
    {
        IResult<ExpressionSyntax> value = Relation(comma.Next);
        if (!value.WasSuccessful) return value;
        var keyword = (TokenInput)value.Remainder;
        if (keyword.Kind != SyntaxKind.InKeyword) return Outcome.Failure<ExpressionSyntax>(keyword, "`in`");
        IResult<ExpressionSyntax> collection = Relation(keyword.Next);
        if (!collection.WasSuccessful) return collection;
        return Outcome.Success<ExpressionSyntax>(
            new MembershipExpressionSyntax(key, comma.Token, value.Value, keyword.Token, collection.Value), collection.Remainder);
    }

    /// <summary>Folds operators of at least <paramref name="minimum"/> precedence onto <paramref name="left"/>.</summary>
    private static IResult<ExpressionSyntax> Climb(ExpressionSyntax left, TokenInput at, int minimum)
    {
        while (s_precedence[(int)at.Kind] is var precedence && precedence >= minimum && precedence > 0)
        {
            SyntaxToken operatorToken = at.Token;
            IResult<ExpressionSyntax> right = TermGrammar.Term(at.Next);
            if (!right.WasSuccessful) return right;
            at = (TokenInput)right.Remainder;
            ExpressionSyntax operand = right.Value;
            if (s_precedence[(int)at.Kind] > precedence)
            {
                right = Climb(operand, at, precedence + 1);
                if (!right.WasSuccessful) return right;
                operand = right.Value;
                at = (TokenInput)right.Remainder;
            }
            left = precedence == Membership
                ? new MembershipExpressionSyntax(null, default, left, operatorToken, operand)
                : new BinaryExpressionSyntax(left, operatorToken, operand);
        }
        return new Success<ExpressionSyntax>(left, at);
    }

    private static byte[] MakeTable(params (int Precedence, SyntaxKind[] Kinds)[] levels)
    {
        var table = new byte[256];
        foreach ((int precedence, SyntaxKind[] kinds) in levels)
        {
            foreach (SyntaxKind kind in kinds) table[(int)kind] = (byte)precedence;
        }
        return table;
    }
}
