using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Syntax;

/// <summary>The tokens of a text, the last being the end of file, and which of them are the first on their line.</summary>
internal sealed record TokenList(SourceText Source, SyntaxToken[] Tokens, bool[] FirstOnLine, ImmutableArray<Diagnostic> Diagnostics)
{
    public int EndOfFile => Tokens.Length - 1;

    public SyntaxKind KindAt(int index) => index >= 0 && index < Tokens.Length ? Tokens[index].Kind : SyntaxKind.EndOfFileToken;

    /// <summary>Zero-based column of a token.</summary>
    public int ColumnOf(int index) => Source.GetOwnColumn(Tokens[index].Start);
}
