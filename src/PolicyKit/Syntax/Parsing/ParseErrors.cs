using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Turns the furthest failure of a piece into one sentence.</summary>
internal static class ParseErrors
{
    public static Diagnostic Describe(ParseState state)
    {
        string expected = Join(state.Expected);
        if (state.Furthest >= state.End) return DescribeEnd(state, state.End - 1, expected);
        SyntaxToken found = state.Tokens[state.Furthest];
        SyntaxKind previous = state.Furthest > 0 ? state.Tokens[state.Furthest - 1].Kind : SyntaxKind.None;
        if (found.Kind is SyntaxKind.AssignToken or SyntaxKind.UnifyToken && state.Expected.All(EndsExpression)) return new Diagnostic(Descriptors.AssignmentInExpression, found.Location, found.Text);
        if (found.Kind == SyntaxKind.CloseBraceToken && previous == SyntaxKind.OpenBraceToken) return new Diagnostic(Descriptors.EmptyBody, found.Location);
        if (found.Kind == SyntaxKind.OpenBraceToken && state.Expected.All(EndsExpression) && state.Tokens[state.First].Kind is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword)
        {
            return new Diagnostic(Descriptors.MissingIf, found.Location, state.Tokens[state.First].Text + " …");
        }
        string keyword = KeywordVersions.Advise(found);
        if (keyword.Length == 0 && state.Furthest > 0) keyword = KeywordVersions.Advise(state.Tokens[state.Furthest - 1]);
        if (keyword.Length > 0) return new Diagnostic(Descriptors.UnexpectedToken, found.Location, expected, Show(found) + keyword);
        if (IsDoubledOperator(state)) return DescribeDoubled(state);
        if (IsSpacedBracket(state)) return DescribeSpace(state);
        if (previous == SyntaxKind.MinusToken && SyntaxFacts.IsName(found.Kind) && state.Expected.Contains("a number"))
        {
            return new Diagnostic(Descriptors.NegatedName, state.Tokens[state.Furthest - 1].Location, found.Text);
        }
        if (KindChars.IsFirstOnLine(state.Kinds[state.Furthest]) && state.Furthest > 0 && !IsMisspeltStart(state) && expected.Length > 0) return DescribeEnd(state, state.Furthest - 1, expected);
        if (SyntaxFacts.IsReservedKeyword(found.Kind) && state.Expected.Any(e => e is "a name" or "a variable" or "an expression" or ItemGrammar.AnyItem))
        {
            return new Diagnostic(Descriptors.KeywordAsName, found.Location, expected, found.Text);
        }
        if (state.Expected.Contains(LiteralGrammar.Separator) && !SyntaxFacts.IsClosing(found.Kind))
        {
            return new Diagnostic(Descriptors.StatementsOnOneLine, found.Location, Show(found));
        }
        return new Diagnostic(Descriptors.UnexpectedToken, found.Location, expected, Show(found));
    }

    private static bool EndsExpression(string expected) => expected is "`,`" or "`)`" or "`]`" or "`}`" or "`:`" or LiteralGrammar.Separator or "a line break";

    /// <summary>Whether the mistake is the very first word of a piece, not what should follow the piece before.</summary>
    private static bool IsMisspeltStart(ParseState state) => state.Furthest == state.First && state.Tokens[state.Furthest].Kind == SyntaxKind.IdentifierToken;

    /// <summary>The operators of other languages: <c>a &amp;&amp; b</c>, <c>a || b</c>.</summary>
    private static bool IsDoubledOperator(ParseState state) =>
        state.Furthest > 0 && state.Tokens[state.Furthest] is { Kind: SyntaxKind.AmpersandToken or SyntaxKind.BarToken } found
        && state.Tokens[state.Furthest - 1] is { } before && before.Kind == found.Kind && before.Span.End == found.Span.Start;

    private static Diagnostic DescribeDoubled(ParseState state)
    {
        SyntaxToken found = state.Tokens[state.Furthest];
        string advice = found.Kind == SyntaxKind.AmpersandToken ? "conditions that must all hold stand on lines of their own" : "each alternative is a rule of its own";
        return new Diagnostic(Descriptors.UnexpectedToken, state.Tokens[state.Furthest - 1].Location, "an operator", $"`{found.Text}{found.Text}`; {advice}");
    }

    /// <summary>The mistake is what does not follow a token.</summary>
    private static Diagnostic DescribeEnd(ParseState state, int index, string expected)
    {
        if (index < 0) return new Diagnostic(Descriptors.UnexpectedToken, state.Tokens[0].Location, expected, "nothing");
        SyntaxToken last = state.Tokens[index];
        return new Diagnostic(Descriptors.UnexpectedEnd, new Location(last.Source, last.Span), expected, Show(last));
    }

    /// <summary><c>f (x)</c>, <c>x [0]</c>, <c>a .b</c> on one line.</summary>
    private static bool IsSpacedBracket(ParseState state)
    {
        SyntaxToken found = state.Tokens[state.Furthest];
        return state.Furthest > 0 && !KindChars.IsFirstOnLine(state.Kinds[state.Furthest])
            && found.FullSpan.Start < found.Span.Start && found.Kind is SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.DotToken
            && (SyntaxFacts.IsName(state.Tokens[state.Furthest - 1].Kind) || SyntaxFacts.IsClosing(state.Tokens[state.Furthest - 1].Kind));
    }

    private static Diagnostic DescribeSpace(ParseState state)
    {
        SyntaxToken found = state.Tokens[state.Furthest];
        return new Diagnostic(Descriptors.SpacedBracket, found.Location, state.Tokens[state.Furthest - 1].Text, found.Text);
    }

    private static string Show(SyntaxToken token) => token.Kind switch
    {
        SyntaxKind.StringToken => "a string",
        SyntaxKind.RawStringToken => "a raw string",
        SyntaxKind.TemplateTextToken or SyntaxKind.TemplateEndToken when token.Text[0] == '}' => "`}`",
        SyntaxKind.TemplateTextToken or SyntaxKind.TemplateEndToken => "a template string",
        _ => $"`{Shorten(token.Text)}`",
    };

    public static string Shorten(string text)
    {
        int line = text.IndexOf('\n', StringComparison.Ordinal);
        if (line >= 0) text = text[..line].TrimEnd() + " …";
        return text.Length <= 60 ? text : text[..59] + "…";
    }

    private static string Join(IReadOnlyList<string> expected) => expected.Count switch
    {
        0 => "a line break",
        1 => expected[0],
        _ => string.Join(", ", expected.Take(expected.Count - 1)) + " or " + expected[^1],
    };
}
