using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>An <c>else</c> after a branch that always holds, or a clause that repeats another word by word.</summary>
internal sealed class UnreachableBranch() : LintRule(Descriptors.UnreachableBranch)
{
    public override void Check(LintContext context)
    {
        foreach (IGrouping<PolicyDeclarationSyntax?, MemberSyntax> around in context.Members.GroupBy(m => m.Policy, m => m.Member))
        {
            var clauses = new Dictionary<string, MemberSyntax>(StringComparer.Ordinal);
            foreach (MemberSyntax clause in around.Where(m => m is RuleSyntax { IsDefault: false } or FindingRuleSyntax))
            {
                string content = ContentOf(clause);
                if (!clauses.TryAdd(content, clause)) context.Report(clause.FirstToken.Location, $"this clause says the same as the one in line {clauses[content].Location.Start.Line + 1}");
            }
        }
        foreach (RuleSyntax rule in context.Nodes<RuleSyntax>()) CheckBranches(context, rule);
    }

    /// <summary>What a clause says, whether its body is in braces or not.</summary>
    private static string ContentOf(MemberSyntax clause)
    {
        HashSet<SyntaxToken> braces = [.. clause.ChildNodesAndTokens().Select(c => c.Node).OfType<QuerySyntax>().SelectMany(q => q.ChildNodesAndTokens()).Where(c => c.Node is null).Select(c => c.Token)];
        return string.Join(' ', clause.DescendantTokens().Where(t => !braces.Contains(t)).Select(t => t.Text));
    }

    private static void CheckBranches(LintContext context, RuleSyntax rule)
    {
        if (rule.ElseClauses.Count == 0 || rule.Bodies.Count > 1 || !rule.Head.Parameters.Items.All(p => p is NameExpressionSyntax)) return;
        bool areArgumentsDistinct = rule.Head.Parameters.Items.Select(p => ((NameExpressionSyntax)p).Name).Where(n => n != "_").Distinct().Count() == rule.Head.Parameters.Items.Count(p => p.ToString() != "_");
        if (!areArgumentsDistinct) return;
        (QuerySyntax? body, ExpressionSyntax? value) = (rule.Bodies is [var only] ? only : null, rule.Head.Value);
        var bodies = new HashSet<string>(StringComparer.Ordinal);
        bool isReached = true;
        foreach (ElseClauseSyntax branch in rule.ElseClauses)
        {
            bool isConstant = value is null or LiteralExpressionSyntax;
            isReached &= !(isConstant && Always(body));
            if (isConstant && body is not null) bodies.Add(body.Content());
            if (!isReached) context.Report(branch.FirstToken.Location, "this `else` is never tried: a branch above it always holds");
            else if (branch.Body is { } own && bodies.Contains(own.Content())) context.Report(branch.FirstToken.Location, "this `else` never holds: a branch above it has the same body");
            (body, value) = (branch.Body, branch.Value);
        }
    }

    private static bool Always(QuerySyntax? body) =>
        body is null || body.Literals.Items.All(l => l is ExpressionLiteralSyntax { IsNegated: false, Expression: LiteralExpressionSyntax { Token.Kind: not (SyntaxKind.FalseKeyword) } });
}
