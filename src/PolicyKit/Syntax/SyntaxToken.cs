using PolicyKit.Text;

namespace PolicyKit.Syntax;

/// <summary>A token and the trivia (white space, line breaks, comments) before it. Trivia after the last token belongs to the end-of-file token.</summary>
/// <param name="Source">The text that the token was read from.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FullStart">Where its leading trivia starts.</param>
/// <param name="Start">Where its own text starts.</param>
/// <param name="End">One past its last character.</param>
public readonly record struct SyntaxToken(SourceText Source, SyntaxKind Kind, int FullStart, int Start, int End)
{
    /// <summary>Whether no token is here (an optional one that was left out).</summary>
    public bool IsNone => Source is null;

    /// <summary>The token without trivia.</summary>
    public TextSpan Span => TextSpan.FromBounds(Start, End);

    /// <summary>The token with its leading trivia.</summary>
    public TextSpan FullSpan => TextSpan.FromBounds(FullStart, End);

    /// <summary>The characters of the token.</summary>
    public string Text => IsNone ? "" : Source.ToString(Span);

    /// <summary>The characters of the token with its leading trivia.</summary>
    public string FullText => IsNone ? "" : Source.ToString(FullSpan);

    /// <summary>Where the token stands.</summary>
    public Location Location => new(Source, Span);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
