using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A prefix of images that does not end where a name ends; written out, or the default of a param.</summary>
internal sealed class OpenPrefix() : LintRule(Descriptors.OpenPrefix)
{
    private static readonly string[] Prefixes = ["startswith", "strings.any_prefix_match"];

    public override void Check(LintContext context)
    {
        foreach (CallExpressionSyntax call in context.Nodes<CallExpressionSyntax>())
        {
            if (Prefixes.Select(p => context.ArgumentsOf(call, p)).FirstOrDefault(a => a is not null) is not [var subject, var prefix] || !subject.IsImage()) continue;
            foreach (ExpressionSyntax written in Written(context, prefix).Where(IsOpen)) context.Report(written.Location, written.Text(), Stranger(written.Text()!));
        }
    }

    private static string Stranger(string prefix) => prefix.Contains('/', StringComparison.Ordinal) ? $"{prefix}-of-others/…" : $"{prefix}.elsewhere.example/…";

    private static bool IsOpen(ExpressionSyntax expression) => expression.Text() is [.., not ('/' or ':' or '@')];

    /// <summary>The strings that a term may be, where they are written.</summary>
    private static IEnumerable<ExpressionSyntax> Written(LintContext context, ExpressionSyntax term) => term switch
    {
        LiteralExpressionSyntax => [term],
        SetExpressionSyntax set => set.Items.Items,
        ArrayExpressionSyntax array => array.Items.Items,
        BinaryExpressionSyntax { OperatorToken.Kind: SyntaxKind.BarToken } union => [.. Written(context, union.Left), .. Written(context, union.Right)],
        ElementAccessSyntax { Target: MemberAccessSyntax target } => Written(context, target),
        MemberAccessSyntax or NameExpressionSyntax => context.Named(SyntaxPosition.NameOf(term)) switch
        {
            ParamSymbol param => context.Nodes<ParamDeclarationSyntax>().Where(p => p.Name.Location == param.Location && p.DefaultValue is not null).SelectMany(p => Written(context, p.DefaultValue!)),
            LocalSymbol local => context.Nodes<SomeInLiteralSyntax>().Where(s => s.Value is NameExpressionSyntax name && context.Named(name.Identifier) == local).SelectMany(s => Written(context, s.Collection)),
            RuleSymbol rule => context.Nodes<RuleSyntax>().Where(r => r.Bodies.Count == 0 && r.Head.Value is not null && context.Named(SyntaxPosition.NameOf(r)) == rule).SelectMany(r => Written(context, r.Head.Value!)),
            _ => [],
        },
        _ => [],
    };
}
