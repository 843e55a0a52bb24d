namespace PolicyKit.Syntax.Formatting;

/// <summary>Bodies: a line for each statement, or one line for all where the author wrote them so and they fit.</summary>
internal sealed partial class Layout
{
    private void WriteBody(QuerySyntax body, int level)
    {
        _isBodyBroken = false;
        SyntaxNodeOrToken[] parts = [.. body.ChildNodesAndTokens()];
        SyntaxToken open = parts[0].Token;
        if (open.Kind != SyntaxKind.OpenBraceToken)
        {
            foreach (SyntaxNodeOrToken part in parts) Write(part, level);
            return;
        }
        SyntaxToken close = parts[^1].Token;
        _gap = Gap.Space(level);
        Write(open, level);
        int line = writer.LineLevel;
        if (!tokens.HasLineEnd(open, close) && FitsOnLine(body, close, level)) return;
        WriteStatements(body, line + 1);
        _gap = Gap.Closing(line);
        Write(close, level);
        _isBodyBroken = true;
    }

    private bool FitsOnLine(QuerySyntax body, SyntaxToken close, int level)
    {
        LineWriter.Mark mark = writer.Save();
        WriteFlat(body, level);
        _gap = Gap.Space(level);
        Write(close, level);
        _isBodyBroken = false;
        if (_isFlat || writer.Column <= Formatter.MaxColumns) return true;
        writer.Restore(mark);
        return false;
    }

    private void WriteFlat(QuerySyntax body, int level)
    {
        bool wasFlat = _isFlat;
        _isFlat = true;
        foreach (SyntaxNodeOrToken part in body.Literals.Children())
        {
            _gap = part.Node is null ? Gap.Glue(level) : Gap.Space(level);
            Write(part, level);
        }
        _isFlat = wasFlat;
    }

    private void WriteStatements(QuerySyntax body, int start)
    {
        SyntaxNodeOrToken[] parts = [.. body.Literals.Children()];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Node is { } literal)
            {
                _gap = Gap.Item(start, isFirst: i == 0);
                Write(literal, start + 1);
            }
            // Without it, a line that starts with a minus would go on with the statement before it.
            else if (parts[i + 1].Node!.FirstToken.Kind == SyntaxKind.MinusToken)
            {
                _gap = Gap.Glue(start + 1);
                Write(parts[i].Token, start + 1);
            }
            else
            {
                writer.WriteTrailing(tokens[parts[i].Token]);
            }
        }
    }
}
