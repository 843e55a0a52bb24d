using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>Takes the chain of accesses of a ref apart.</summary>
internal static class RefSyntax
{
    /// <summary>One step of a ref: a constant name, or an expression in brackets.</summary>
    public readonly record struct Step(string? Name, ExpressionSyntax? Index, SyntaxNode Node)
    {
        /// <summary>The token that names the step; none when it is computed.</summary>
        public SyntaxToken Token => Node is MemberAccessSyntax member ? member.Name : (Index as LiteralExpressionSyntax)?.Token ?? default;

        /// <summary>Where the step itself is written, without what it is a step of.</summary>
        public Location KeyLocation => Node is MemberAccessSyntax member ? member.Name.Location : (Index ?? Node).Location;
    }

    /// <summary>The innermost target and the steps from it outwards.</summary>
    public static (ExpressionSyntax Root, List<Step> Steps) Flatten(ExpressionSyntax expression)
    {
        var steps = new List<Step>();
        while (true)
        {
            switch (expression)
            {
                case MemberAccessSyntax member:
                    steps.Add(new Step(member.Name.Text, null, member));
                    expression = member.Target;
                    break;
                case ElementAccessSyntax element:
                    steps.Add(new Step(ConstantName(element.Index), element.Index, element));
                    expression = element.Target;
                    break;
                default:
                    steps.Reverse();
                    return (expression, steps);
            }
        }
    }

    /// <summary>The names of a ref made of constant names only; null for any other expression.</summary>
    public static List<string>? ConstantPath(ExpressionSyntax expression)
    {
        (ExpressionSyntax root, List<Step> steps) = Flatten(expression);
        if (root is not NameExpressionSyntax name || steps.Exists(s => s.Name is null)) return null;
        return [name.Name, .. steps.Select(s => s.Name!)];
    }

    /// <summary>The tokens of the names of such a ref.</summary>
    public static IReadOnlyList<SyntaxToken> Tokens(ExpressionSyntax expression)
    {
        (ExpressionSyntax root, List<Step> steps) = Flatten(expression);
        return root is NameExpressionSyntax name ? [name.Identifier, .. steps.Select(s => s.Token)] : [];
    }

    private static string? ConstantName(ExpressionSyntax index) =>
        index is LiteralExpressionSyntax { Token: { Kind: SyntaxKind.StringToken or SyntaxKind.RawStringToken } token } ? SyntaxFacts.GetStringValue(token) : null;
}
