using System.Runtime.CompilerServices;
using System.Text;

namespace PolicyKit.Syntax;

/// <summary>Prints a tree as indented kinds, a line a node; a node's own tokens stand on its line.</summary>
public static class SyntaxPrinter
{
    /// <summary>One line a node, two spaces a level; <c>…</c> marks where a child node stands among the tokens.</summary>
    public static string Print(SyntaxNode node)
    {
        return LargeStack.RunWhenNeeded(() =>
        {
            var text = new StringBuilder();
            Print(node, 0, text);
            return text.ToString();
        });
    }

    private static void Print(SyntaxNode node, int depth, StringBuilder text)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        text.Append(' ', depth * 2).Append(node.Kind);
        foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
        {
            if (child.Node is not null) text.Append(" …");
            else if (child.Token.Kind != SyntaxKind.EndOfFileToken) text.Append(' ').Append(Escape(child.Token.Text));
        }
        text.Append('\n');
        foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
        {
            if (child.Node is not null) Print(child.Node, depth + 1, text);
        }
    }

    private static string Escape(string token) => token.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
