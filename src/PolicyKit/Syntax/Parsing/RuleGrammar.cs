using Sprache;
using static PolicyKit.Syntax.Parsing.Combinators;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Rules, their heads and bodies. Reads both Rego versions; what Rego v1 does not allow is found by <see cref="SyntaxChecks"/>, which can say why.</summary>
internal static class RuleGrammar
{
    private sealed record Parameters(SyntaxToken Open, SeparatedList<ExpressionSyntax> Items, SyntaxToken Close);

    private sealed record HeadValue(SyntaxToken Keyword, ExpressionSyntax Expression)
    {
        public bool IsContains => Keyword.Kind == SyntaxKind.ContainsKeyword;
    }

    private static readonly Parser<Parameters?> s_parameters = When(
        SyntaxKind.GluedOpenParenToken,
        Seq(Token(SyntaxKind.GluedOpenParenToken), CommaList(OperatorGrammar.ListItem, SyntaxKind.CloseParenToken), Token(SyntaxKind.CloseParenToken),
            (open, items, close) => new Parameters(open, items, close)));

    private static readonly Parser<HeadValue?> s_containsOrValue = When(
        at => at.Kind is SyntaxKind.ContainsKeyword or SyntaxKind.AssignToken or SyntaxKind.UnifyToken,
        Seq(Token(_ => true, ""), OperatorGrammar.Expression, (keyword, expression) => new HeadValue(keyword, expression)));

    private static readonly Parser<HeadValue?> s_value = When(
        at => at.Kind is SyntaxKind.AssignToken or SyntaxKind.UnifyToken,
        Seq(Token(_ => true, ""), OperatorGrammar.Expression, (keyword, expression) => new HeadValue(keyword, expression)));

    /// <summary><c>ref[(parameters)] [contains key | := value]</c></summary>
    private static readonly Parser<RuleHeadSyntax> s_head = Seq(
        TermGrammar.Reference, s_parameters, s_containsOrValue,
        (reference, parameters, value) => new RuleHeadSyntax(
            reference, parameters?.Open ?? default, parameters?.Items ?? SeparatedList<ExpressionSyntax>.Empty, parameters?.Close ?? default,
            value is { IsContains: true } ? value.Keyword : default, value is { IsContains: true } ? value.Expression : null,
            value is { IsContains: false } ? value.Keyword : default, value is { IsContains: false } ? value.Expression : null));

    private static readonly Parser<QuerySyntax> s_literalBody =
        LiteralGrammar.Literal.Map(literal => new QuerySyntax(default, new SeparatedList<LiteralSyntax>([literal], []), default));

    /// <summary>What follows <c>if</c>: a query in braces, or one statement.</summary>
    public static readonly Parser<QuerySyntax> BodyAfterIf = input =>
        BraceStartsLiteral((TokenInput)input) ? s_literalBody(input) : LiteralGrammar.BracedQuery(input);

    /// <summary><c>if body</c>, or nothing.</summary>
    public static readonly Parser<(SyntaxToken If, QuerySyntax Body)?> If = input => ((TokenInput)input).Kind == SyntaxKind.IfKeyword
        ? Seq(Token(SyntaxKind.IfKeyword), BodyAfterIf, (keyword, body) => ((SyntaxToken, QuerySyntax)?)(keyword, body))(input)
        : Outcome.Success<(SyntaxToken, QuerySyntax)?>(null, input);

    /// <summary><c>else [:= value] [[if] body]</c></summary>
    private static readonly Parser<ElseClauseSyntax> s_else = Seq(
        Token(SyntaxKind.ElseKeyword), s_value, Defer(() => s_bodies!),
        (keyword, value, bodies) => new ElseClauseSyntax(keyword, value?.Keyword ?? default, value?.Expression, bodies.If, bodies.Bodies.Count == 0 ? null : bodies.Bodies[0]));

    /// <summary><c>if body</c>, or (Rego v0) bodies in braces, or nothing.</summary>
    private static readonly Parser<(SyntaxToken If, IReadOnlyList<QuerySyntax> Bodies)> s_bodies = If.Bind(first => first is { } guarded
        ? ManyWhile(at => at.Kind == SyntaxKind.OpenBraceToken, LiteralGrammar.BracedQuery)
            .Map<IReadOnlyList<QuerySyntax>, (SyntaxToken, IReadOnlyList<QuerySyntax>)>(more => (guarded.If, [guarded.Body, .. more]))
        : ManyWhile(at => at.Kind == SyntaxKind.OpenBraceToken, LiteralGrammar.BracedQuery)
            .Map<IReadOnlyList<QuerySyntax>, (SyntaxToken, IReadOnlyList<QuerySyntax>)>(bodies => (default, bodies)));

    private static readonly Parser<IReadOnlyList<ElseClauseSyntax>> s_elses =
        ManyWhile(at => at.Kind == SyntaxKind.ElseKeyword && at.PeekKind(1) != SyntaxKind.GluedDotToken, s_else);

    private static readonly Parser<SyntaxToken> s_default = input =>
        ((TokenInput)input).PeekKind(1) == SyntaxKind.GluedDotToken ? Outcome.Success<SyntaxToken>(default, input) : OptionalToken(SyntaxKind.DefaultKeyword)(input);

    /// <summary><c>[default] head [bodies] {else}</c></summary>
    public static readonly Parser<MemberSyntax> Rule = Seq(
        s_default, s_head, s_bodies, s_elses,
        MemberSyntax (@default, head, bodies, elses) => new RuleSyntax(@default, head, bodies.If, bodies.Bodies, elses));

    /// <summary>
    /// Whether a statement starts here, and not a query in braces. As OPA: an object or a comprehension is a statement, a set (which is never false) is read as a query,
    /// and so is anything else in braces unless it goes on as an expression after them.
    /// </summary>
    private static bool BraceStartsLiteral(TokenInput at)
    {
        if (at.Kind != SyntaxKind.OpenBraceToken) return true;
        if (at.PeekKind(1) == SyntaxKind.CloseBraceToken) return true;
        int depth = 0;
        bool colon = false;
        bool bar = false;
        for (TokenInput next = at; !next.AtEnd; next = next.Next)
        {
            SyntaxKind kind = next.Kind;
            if (SyntaxFacts.IsOpening(kind) || kind == SyntaxKind.TemplateTextToken) depth++;
            else if (SyntaxFacts.IsClosing(kind) || kind == KindChars.TemplateClose)
            {
                if (--depth == 0) return colon || ContinuesExpression(next.Next) || (bar && IsComprehension(at));
            }
            else if (depth == 1)
            {
                colon |= kind == SyntaxKind.ColonToken;
                bar |= kind == SyntaxKind.BarToken;
            }
        }
        return false;
    }

    private static bool ContinuesExpression(TokenInput at) => !at.AtEnd
        && (OperatorGrammar.IsOperator(at.Kind) || at.Kind is SyntaxKind.GluedOpenBracketToken or SyntaxKind.GluedDotToken or SyntaxKind.UnifyToken or SyntaxKind.AssignToken or SyntaxKind.WithKeyword);

    private static bool IsComprehension(TokenInput at) => CollectionGrammar.Braced(at) is { WasSuccessful: true, Value: ComprehensionSyntax };
}
