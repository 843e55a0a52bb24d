namespace PolicyKit.Syntax.Formatting;

/// <summary>Whether two trees differ in nothing but white space, the order of imports, and semicolons between statements.</summary>
internal static class SameContent
{
    public static bool Holds(SyntaxTree one, SyntaxTree other) =>
        one.Diagnostics.IsEmpty && other.Diagnostics.IsEmpty && Parts(one.Root).SequenceEqual(Parts(other.Root)) && Comments(one.Root).SequenceEqual(Comments(other.Root));

    private static IEnumerable<string> Comments(CompilationUnitSyntax root) => TokenTable.Read(root).Tokens
        .SelectMany(t => t.Comments.Select(c => c.Text).Append(t.Trailing ?? ""))
        .Where(text => text.Length > 0)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<(SyntaxKind Kind, string Text)> Parts(CompilationUnitSyntax root)
    {
        IEnumerable<MemberSyntax> rest = root.Members.Where(m => m is not ImportDirectiveSyntax);
        return rest.Concat(root.Imports.OrderBy(ImportOrder.KeyOf, StringComparer.Ordinal)).SelectMany(Parts);
    }

    /// <summary>Each node before its parts and an end after them; no recursion, since chains are as deep as they are long.</summary>
    private static IEnumerable<(SyntaxKind Kind, string Text)> Parts(SyntaxNode root)
    {
        var open = new Stack<IEnumerator<SyntaxNodeOrToken>>();
        SyntaxNode? node = root;
        while (node is not null || open.Count > 0)
        {
            if (node is not null)
            {
                yield return (node.Kind, "");
                open.Push(node.ChildNodesAndTokens().GetEnumerator());
                node = null;
            }
            if (!open.Peek().MoveNext())
            {
                open.Pop().Dispose();
                yield return default;
            }
            else if (open.Peek().Current is { Node: { } child }) node = child;
            else if (open.Peek().Current.Token is { Kind: not SyntaxKind.SemicolonToken } token) yield return (Loosen(token.Kind), token.Text);
        }
    }

    /// <summary>Whether brackets are glued to what they do not belong to is white space.</summary>
    private static SyntaxKind Loosen(SyntaxKind kind) => kind switch
    {
        SyntaxKind.GluedOpenParenToken => SyntaxKind.OpenParenToken,
        SyntaxKind.GluedOpenBracketToken => SyntaxKind.OpenBracketToken,
        _ => kind,
    };
}
