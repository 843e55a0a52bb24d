namespace PolicyKit.Syntax;

/// <summary>Finds what stands at a position of a tree.</summary>
internal static class SyntaxPosition
{
    /// <summary>The token at a position and the nodes around it, the root first. A position right after a name, where nothing else starts, is the name's. None where only white space is.</summary>
    public static (SyntaxToken Token, IReadOnlyList<SyntaxNode> Path) Find(SyntaxNode root, int position)
    {
        (SyntaxToken token, List<SyntaxNode> path) = Descend(root, position);
        if (token.IsNone || (!IsName(token) && token.Start == position))
        {
            (SyntaxToken before, List<SyntaxNode> pathBefore) = position > 0 ? Descend(root, position - 1) : (default, []);
            if (!before.IsNone && before.End == position && (token.IsNone || IsName(before))) return (before, pathBefore);
        }
        return (token, path);
    }

    /// <summary>The token that a node is named by; none for a node that has no name.</summary>
    public static SyntaxToken NameOf(SyntaxNode node) => node switch
    {
        NameExpressionSyntax name => name.Identifier,
        MemberAccessSyntax member => member.Name,
        ElementAccessSyntax { Index: LiteralExpressionSyntax index } => index.Token,
        CallExpressionSyntax call => NameOf(call.Callee),
        RuleSyntax rule => NameOf(rule.Head),
        RuleHeadSyntax head => NameOfHead(head.Reference),
        PolicyDeclarationSyntax policy => policy.Name,
        ParamDeclarationSyntax param => param.Name,
        TestDeclarationSyntax test => test.Name,
        FindingRuleSyntax finding => finding.Keyword,
        ImportDirectiveSyntax import => import.Alias.IsNone ? NameOf(import.Path) : import.Alias,
        PackageDirectiveSyntax package => NameOf(package.Path),
        ExpectClauseSyntax { Policy: { } policy } => NameOf(policy),
        _ => default,
    };

    private static (SyntaxToken Token, List<SyntaxNode> Path) Descend(SyntaxNode root, int position)
    {
        List<SyntaxNode> path = [root];
        while (true)
        {
            SyntaxNodeOrToken child = path[^1].ChildNodesAndTokens().FirstOrDefault(c => (c.Node?.Span ?? c.Token.Span).Contains(position));
            if (child.Node is not { } node) return (child.Token, path);
            path.Add(node);
        }
    }

    /// <summary>A rule is named by the last step of its ref that is constant and has only constant ones before it.</summary>
    private static SyntaxToken NameOfHead(ExpressionSyntax reference)
    {
        var steps = new Stack<ExpressionSyntax>();
        for (ExpressionSyntax? step = reference; step is not null; step = step switch { MemberAccessSyntax m => m.Target, ElementAccessSyntax e => e.Target, _ => null }) steps.Push(step);
        SyntaxToken name = default;
        while (steps.TryPop(out ExpressionSyntax? step) && NameOf(step) is { IsNone: false } token) name = token;
        return name;
    }

    private static bool IsName(SyntaxToken token) => token.Text is [var first, ..] && (char.IsAsciiLetter(first) || first is '_' or '"');
}
