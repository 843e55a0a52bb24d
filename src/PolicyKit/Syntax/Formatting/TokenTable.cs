namespace PolicyKit.Syntax.Formatting;

/// <summary>The tokens of a file with the comments and line breaks around them. A comma or semicolon stays with what it follows: comments and breaks before it come after it.</summary>
internal sealed class TokenTable
{
    private readonly TokenLayout[] _tokens;
    private readonly int[] _starts;
    private readonly int[] _gaps;
    private readonly int[] _lines;

    private TokenTable(TokenLayout[] tokens)
    {
        _tokens = tokens;
        _starts = [.. tokens.Select(t => t.Token.Start)];
        _gaps = new int[tokens.Length];
        _lines = new int[tokens.Length];
        for (int i = 1; i < tokens.Length; i++)
        {
            int breaks = tokens[i].BreakBefore ? 1 : 0;
            _gaps[i] = _gaps[i - 1] + breaks;
            _lines[i] = _lines[i - 1] + breaks + (IsMultiline(tokens[i].Token) ? 1 : 0);
        }
    }

    public IReadOnlyList<TokenLayout> Tokens => _tokens;

    public static TokenTable Read(CompilationUnitSyntax root)
    {
        TokenLayout[] tokens = [.. root.DescendantTokens().Select(t => new TokenLayout(t))];
        for (int i = 0; i < tokens.Length; i++) ReadTrivia(tokens[i], i > 0 ? tokens[i - 1] : null);
        for (int i = 1; i < tokens.Length - 1; i++)
        {
            if (tokens[i].Token.Kind is SyntaxKind.CommaToken or SyntaxKind.SemicolonToken) PutBehind(tokens[i], tokens[i - 1], tokens[i + 1]);
        }
        return new TokenTable(tokens);
    }

    public TokenLayout this[SyntaxToken token] => _tokens[IndexOf(token)];

    /// <summary>Whether a line ends between two tokens, or within a token between them.</summary>
    public bool HasLineEnd(SyntaxToken first, SyntaxToken last) => _lines[IndexOf(last)] > _lines[IndexOf(first)];

    /// <summary>As <see cref="HasLineEnd"/>, but for the gap before the last token.</summary>
    public bool HasLineEndBefore(SyntaxToken first, SyntaxToken last) => _lines[IndexOf(last) - 1] > _lines[IndexOf(first)];

    /// <summary>Whether a line ends in a gap from a token to another one.</summary>
    public bool HasBreak(SyntaxToken first, SyntaxToken last) => _gaps[IndexOf(last)] > _gaps[IndexOf(first)];

    /// <summary>Whether a comment stands directly before a token.</summary>
    public bool HasCommentBefore(SyntaxToken token) => IndexOf(token) is var i && (_tokens[i].Comments.Count > 0 || _tokens[i - 1].Trailing is not null);

    private int IndexOf(SyntaxToken token) => Array.BinarySearch(_starts, token.Start);

    private static bool IsMultiline(SyntaxToken token) =>
        token.Kind is SyntaxKind.RawStringToken or SyntaxKind.TemplateTextToken or SyntaxKind.TemplateEndToken && token.Text.Contains('\n', StringComparison.Ordinal);

    private static void ReadTrivia(TokenLayout token, TokenLayout? previous)
    {
        string text = token.Token.Source.ToString(Text.TextSpan.FromBounds(token.Token.FullStart, token.Token.Start));
        int breaks = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                breaks++;
                token.BreakBefore = true;
            }
            if (text[i] != '#') continue;
            int end = text.IndexOf('\n', i);
            if (end < 0) end = text.Length;
            string comment = text[i..end].TrimEnd();
            if (previous is not null && !token.BreakBefore) previous.Trailing = comment;
            else token.Comments.Add(new Comment(comment, breaks > 1));
            breaks = 0;
            i = end - 1;
        }
        token.BlankBefore = breaks > 1;
    }

    private static void PutBehind(TokenLayout separator, TokenLayout previous, TokenLayout next)
    {
        if (!separator.BreakBefore) return;
        List<Comment> moved = [.. separator.Comments];
        if (previous.Trailing is not null || moved.Count > 0)
        {
            if (separator.Trailing is not null) moved.Add(new Comment(separator.Trailing, false));
            separator.Trailing = previous.Trailing;
            previous.Trailing = null;
        }
        next.Comments.InsertRange(0, moved);
        separator.Comments.Clear();
        separator.BreakBefore = separator.BlankBefore = false;
        next.BreakBefore = true;
    }
}
