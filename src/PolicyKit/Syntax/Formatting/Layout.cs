using System.Runtime.CompilerServices;

namespace PolicyKit.Syntax.Formatting;

/// <summary>
/// Goes over a tree and says what gap stands before each token. <c>level</c> is always where a line starts that goes on with the node: one deeper than where the item, the statement or the
/// element starts that the node is in.
/// </summary>
internal sealed partial class Layout(TokenTable tokens, LineWriter writer)
{
    /// <summary>The gap before the token that comes next.</summary>
    private Gap _gap;

    /// <summary>Whether what is being written must stay on its line.</summary>
    private bool _isFlat;

    /// <summary>Whether the body written last has a line for each statement.</summary>
    private bool _isBodyBroken;

    public string Print(CompilationUnitSyntax root)
    {
        WriteMembers(ImportOrder.Apply(root.Members, tokens), 0);
        foreach (Comment comment in tokens[root.LastToken].Comments)
        {
            writer.EndLine();
            if (comment.BlankBefore) writer.EndLine();
            writer.Append(comment.Text);
        }
        writer.EndLine();
        return writer.ToString();
    }

    private void Write(SyntaxNode node, int level)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case TemplateStringSyntax template:
                WriteTemplate(template, level);
                break;
            case QuerySyntax query:
                WriteBody(query, level);
                break;
            case ComprehensionSyntax comprehension:
                WriteComprehension(comprehension, level);
                break;
            case PolicyDeclarationSyntax or TestDeclarationSyntax:
                WriteBlock(node, level - 1);
                break;
            case UnaryExpressionSyntax unary:
                WriteUnary(unary, level);
                break;
            default:
                WriteParts(node, level);
                break;
        }
    }

    private void Write(SyntaxToken token, int level)
    {
        writer.Write(tokens[token], _gap);
        _gap = Gap.Soft(level);
    }

    private void Write(SyntaxNodeOrToken part, int level)
    {
        if (part.Node is { } node) Write(node, level);
        else Write(part.Token, level);
    }

    private void WriteParts(SyntaxNode node, int level)
    {
        SyntaxNodeOrToken[] parts = [.. node.ChildNodesAndTokens()];
        for (int i = 0; i < parts.Length; i++)
        {
            SyntaxKind kind = parts[i].Token.Kind;
            if (SyntaxFacts.IsOpening(kind))
            {
                int close = Array.FindIndex(parts, i, p => SyntaxFacts.IsClosing(p.Token.Kind));
                if (i > 0) _gap = Gap.Glue(level);
                WriteBracketed(parts.AsSpan(i, close - i + 1), level);
                i = close;
                continue;
            }
            if (kind is SyntaxKind.CommaToken or SyntaxKind.ColonToken or SyntaxKind.GluedDotToken) _gap = Gap.Glue(level);
            else if (kind == SyntaxKind.IfKeyword && node is MemberSyntax or ElseClauseSyntax) _gap = Gap.Soft(level - 1);
            else if (parts[i].Node is ElseClauseSyntax clause) _gap = _isBodyBroken && clause.Body is not null ? Gap.Space(level - 1) : Gap.Soft(level - 1) with { Blanks = BlankLines.All };
            Write(parts[i], level);
            if (kind == SyntaxKind.GluedDotToken) _gap = Gap.Glue(level);
        }
    }

    private void WriteUnary(UnaryExpressionSyntax unary, int level)
    {
        Write(unary.FirstToken, level);
        _gap = Gap.Glue(level);
        Write(unary.Operand, level);
    }

    /// <summary>A template is one line, as far as it has no line breaks itself; where the author broke an interpolation it stays as it is.</summary>
    private void WriteTemplate(TemplateStringSyntax template, int level)
    {
        SyntaxToken first = template.Texts[0];
        SyntaxToken last = template.Texts[^1];
        if (tokens.HasBreak(first, last))
        {
            writer.WriteThrough(tokens[first], tokens[last], _gap);
            return;
        }
        bool wasFlat = _isFlat;
        _isFlat = true;
        foreach (SyntaxNodeOrToken part in template.ChildNodesAndTokens())
        {
            if (part.Token != first) _gap = Gap.Glue(level);
            Write(part, level);
        }
        _isFlat = wasFlat;
    }
}
