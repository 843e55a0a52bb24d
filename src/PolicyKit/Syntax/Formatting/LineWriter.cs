using System.Text;

namespace PolicyKit.Syntax.Formatting;

/// <summary>Writes tokens into lines. Items are rendered apart, so that it is known how many lines one has before it is placed.</summary>
internal sealed class LineWriter(string indentation, string newLine)
{
    private StringBuilder _text = new();
    private int _lineStart;
    private int _firstToken = -1;
    private bool _isCommented;

    /// <summary>A state to go back to.</summary>
    internal readonly record struct Mark(int Length, int LineStart, int LineLevel, bool IsCommented);

    /// <summary>The indentation of the line that is being written.</summary>
    public int LineLevel { get; private set; }

    /// <summary>The columns that the line has so far.</summary>
    public int Column => _text.Length - _lineStart + (LineLevel * (Formatter.LevelColumns - indentation.Length));

    public Mark Save() => new(_text.Length, _lineStart, LineLevel, _isCommented);

    public void Restore(Mark mark) => (_text.Length, _lineStart, LineLevel, _isCommented) = mark;

    public void Write(TokenLayout token, Gap gap) => WriteThrough(token, token, gap);

    /// <summary>Writes the tokens from one to another with all that is between them, as it is.</summary>
    public void WriteThrough(TokenLayout first, TokenLayout last, Gap gap)
    {
        if (gap.Kind == GapKind.Break || _isCommented || first.Comments.Count > 0 || (gap.Kind == GapKind.Soft && first.BreakBefore)) BreakLine(first, gap);
        else if (gap.Kind != GapKind.Glue) _text.Append(' ');
        if (_firstToken < 0) _firstToken = _text.Length;
        Append(first.Token.Source.ToString(Text.TextSpan.FromBounds(first.Token.Start, last.Token.End)));
        WriteTrailing(last);
    }

    /// <summary>The comment after a token on its line.</summary>
    public void WriteTrailing(TokenLayout token)
    {
        if (token.Trailing is null) return;
        _text.Append(' ').Append(token.Trailing);
        _isCommented = true;
    }

    public void Append(string text)
    {
        int end = text.LastIndexOf('\n');
        if (end >= 0) _lineStart = _text.Length + end + 1;
        _text.Append(text);
    }

    public void EndLine() => _text.Append(newLine);

    /// <summary>What is written apart, and whether it takes lines after that of its first token.</summary>
    public (string Text, bool IsMultiline) Render(Action write)
    {
        (StringBuilder text, int lineStart, int firstToken) = (_text, _lineStart, _firstToken);
        (_text, _lineStart, _firstToken, _isCommented) = (new StringBuilder(), 0, -1, false);
        write();
        string rendered = _text.ToString();
        bool isMultiline = rendered.AsSpan(Math.Max(0, _firstToken)).Contains('\n');
        (_text, _lineStart, _firstToken) = (text, lineStart, firstToken);
        return (rendered, isMultiline);
    }

    public override string ToString() => _text.ToString();

    private void BreakLine(TokenLayout token, Gap gap)
    {
        for (int i = 0; i < token.Comments.Count; i++)
        {
            StartLine(gap.CommentLevel, token.Comments[i].BlankBefore && gap.Blanks.HasFlag(i == 0 ? BlankLines.First : BlankLines.Inner));
            _text.Append(token.Comments[i].Text);
        }
        BlankLines needed = token.Comments.Count == 0 ? BlankLines.First | BlankLines.BeforeToken : BlankLines.BeforeToken;
        StartLine(gap.Level, token.BlankBefore && gap.Blanks.HasFlag(needed));
    }

    private void StartLine(int level, bool blankBefore)
    {
        if (_text.Length > 0) EndLine();
        if (_text.Length > 0 && blankBefore) EndLine();
        _lineStart = _text.Length;
        for (int i = 0; i < level; i++) _text.Append(indentation);
        LineLevel = level;
        _isCommented = false;
    }
}
