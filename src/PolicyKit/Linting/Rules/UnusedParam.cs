using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Linting.Rules;

/// <summary>A param that no rule of its policy reads. A test that sets it does not read it.</summary>
internal sealed class UnusedParam() : LintRule(Descriptors.UnusedParam)
{
    public override void Check(LintContext context)
    {
        foreach (PolicyDeclarationSyntax policy in context.Nodes<PolicyDeclarationSyntax>())
        {
            TextSpan[] tests = [.. policy.Members.OfType<TestDeclarationSyntax>().Select(t => t.Span)];
            if (context.Nodes<NameExpressionSyntax>().Any(n => n.Name == "params" && policy.Span.Contains(n.Span.Start) && IsReadAsAWhole(context, n))) continue;
            foreach (ParamDeclarationSyntax param in policy.Members.OfType<ParamDeclarationSyntax>())
            {
                if (context.Named(param.Name) is not ParamSymbol symbol) continue;
                bool isRead = context.UsesOf(symbol).Any(u => u.Source == context.Tree.Text && policy.Span.Contains(u.Span.Start) && !tests.Any(t => t.Contains(u.Span.Start)));
                if (!isRead) context.Report(param.Name.Location, symbol.Name);
            }
        }
    }

    private static bool IsReadAsAWhole(LintContext context, NameExpressionSyntax name) => context.ParentOf(name) switch
    {
        MemberAccessSyntax member => member.Target != name,
        ElementAccessSyntax element => element.Target != name || element.Index.Text() is null,
        _ => true,
    };
}
