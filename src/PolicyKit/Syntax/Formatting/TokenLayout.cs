namespace PolicyKit.Syntax.Formatting;

/// <summary>A comment with its <c>#</c>, and whether a blank line stands before it.</summary>
internal readonly record struct Comment(string Text, bool BlankBefore);

/// <summary>A token, and what the author put around it.</summary>
internal sealed class TokenLayout(SyntaxToken token)
{
    public SyntaxToken Token => token;

    /// <summary>The comments on lines of their own before it.</summary>
    public List<Comment> Comments { get; } = [];

    /// <summary>The comment after it on its line; null for none.</summary>
    public string? Trailing { get; set; }

    /// <summary>Whether it is on another line than the token before it.</summary>
    public bool BreakBefore { get; set; }

    /// <summary>Whether a blank line stands directly before it.</summary>
    public bool BlankBefore { get; set; }

    /// <summary>Whether a blank line stands between it and the token before it.</summary>
    public bool HasBlank => BlankBefore || Comments.Exists(c => c.BlankBefore);

    /// <summary>Whether a blank line stands between the token before it and its first comment, or it.</summary>
    public bool BlankFirst => Comments.Count > 0 ? Comments[0].BlankBefore : BlankBefore;
}
