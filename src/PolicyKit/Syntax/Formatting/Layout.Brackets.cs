namespace PolicyKit.Syntax.Formatting;

/// <summary>Collections, arguments, indices, parentheses and comprehensions.</summary>
internal sealed partial class Layout
{
    /// <summary>From an opening bracket to its closing one. Where the author broke the line before some item, all are put on lines below the bracket, together with those that stood on their line.</summary>
    private void WriteBracketed(ReadOnlySpan<SyntaxNodeOrToken> parts, int level)
    {
        SyntaxToken close = parts[^1].Token;
        ReadOnlySpan<SyntaxNodeOrToken> inner = parts[1..^1];
        bool isBroken = tokens.HasCommentBefore(close) || StartsLine(inner);
        Write(parts[0].Token, level);
        int line = writer.LineLevel;
        for (int i = 0; i < inner.Length; i++)
        {
            if (inner[i].Node is not { } item)
            {
                _gap = Gap.Glue(level);
                Write(inner[i].Token, level);
                continue;
            }
            if (!isBroken) _gap = i == 0 ? Gap.Glue(level) : Gap.Space(level);
            else if (i == 0 || tokens[item.FirstToken].BreakBefore) _gap = Gap.Item(line + 1, isFirst: i == 0);
            else _gap = Gap.Space(line + 2);
            Write(item, isBroken ? line + 2 : level);
        }
        _gap = isBroken ? Gap.Closing(line, isEmpty: inner.IsEmpty) : Gap.Glue(level);
        Write(close, level);
    }

    /// <summary>Whether some item is the first on its line.</summary>
    private bool StartsLine(ReadOnlySpan<SyntaxNodeOrToken> parts)
    {
        foreach (SyntaxNodeOrToken part in parts)
        {
            if (part.Node is { } item && tokens[item.FirstToken].BreakBefore) return true;
        }
        return false;
    }

    /// <summary><c>[term |</c>, a line for each statement, <c>]</c>; or all on one line.</summary>
    private void WriteComprehension(ComprehensionSyntax comprehension, int level)
    {
        SyntaxNodeOrToken[] parts = [.. comprehension.ChildNodesAndTokens()];
        SyntaxToken close = parts[^1].Token;
        SyntaxToken bar = parts[^3].Token;
        bool isTermBelow = tokens[parts[1].Node!.FirstToken].BreakBefore;
        bool isBroken = tokens.HasLineEndBefore(bar, close) || tokens.HasCommentBefore(close);
        Write(parts[0].Token, level);
        int line = writer.LineLevel;
        int inner = isTermBelow ? line + 2 : level;
        _gap = isTermBelow ? Gap.Item(line + 1, isFirst: true) : Gap.Glue(level);
        foreach (SyntaxNodeOrToken part in parts.AsSpan(1, parts.Length - 4))
        {
            if (part.Token.Kind == SyntaxKind.ColonToken) _gap = Gap.Glue(inner);
            Write(part, inner);
        }
        _gap = Gap.Space(inner);
        Write(bar, inner);
        if (isBroken) WriteStatements(comprehension.Query, line + 1);
        else WriteFlat(comprehension.Query, inner);
        _gap = isBroken || isTermBelow ? Gap.Closing(line) : Gap.Glue(level);
        Write(close, level);
    }
}
