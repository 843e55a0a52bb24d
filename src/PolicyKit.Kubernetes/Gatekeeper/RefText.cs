using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Refs as lists of their steps' names; a step that is no constant string is null, and so is a start that is no name.</summary>
internal static class RefText
{
    public static string?[] Of(ExpressionSyntax reference)
    {
        var steps = new List<string?>();
        ExpressionSyntax at = reference;
        while (true)
        {
            switch (at)
            {
                case MemberAccessSyntax member:
                    steps.Add(member.Name.Text);
                    at = member.Target;
                    continue;
                case ElementAccessSyntax element:
                    steps.Add(element.Index is LiteralExpressionSyntax literal ? Constant(literal) : null);
                    at = element.Target;
                    continue;
            }
            steps.Add((at as NameExpressionSyntax)?.Name);
            steps.Reverse();
            return [.. steps];
        }
    }

    /// <summary>Every ref below a node, the longest that stands at its place.</summary>
    public static IEnumerable<(SyntaxNode Node, string?[] Steps)> Find(SyntaxNode root)
    {
        var open = new Stack<SyntaxNode>([root]);
        while (open.TryPop(out SyntaxNode? node))
        {
            SyntaxNode at = node;
            if (at is NameExpressionSyntax or MemberAccessSyntax or ElementAccessSyntax) yield return (at, Of((ExpressionSyntax)at));
            // Of a ref, only what stands in brackets and what it starts with are looked into.
            while (at is MemberAccessSyntax or ElementAccessSyntax)
            {
                if (at is ElementAccessSyntax element) open.Push(element.Index);
                at = at is MemberAccessSyntax member ? member.Target : ((ElementAccessSyntax)at).Target;
            }
            if (at is NameExpressionSyntax) continue;
            foreach (SyntaxNode child in at.ChildNodesAndTokens().Select(child => child.Node).OfType<SyntaxNode>().Reverse()) open.Push(child);
        }
    }

    private static string? Constant(LiteralExpressionSyntax literal) => literal.Token.Text switch
    {
        ['"', ..] text => Value.ParseJson(text).TextOrEmpty(),
        ['`', .. var text, '`'] => text,
        _ => null,
    };
}
