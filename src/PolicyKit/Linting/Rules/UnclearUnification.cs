using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary><c>=</c> that only gives a value, or only compares. Rego v0 has it for both.</summary>
internal sealed class UnclearUnification() : LintRule(Descriptors.UnclearUnification)
{
    public override void Check(LintContext context)
    {
        if (context.Tree.Options.Version != LanguageVersion.RegoV1) return;
        foreach (BinaryExpressionSyntax unification in context.Nodes<BinaryExpressionSyntax>().Where(b => b.OperatorToken.Kind == SyntaxKind.UnifyToken))
        {
            if (context.ParentOf(unification) is not ExpressionLiteralSyntax { IsNegated: false } literal) continue;
            if (unification.Left is NameExpressionSyntax name && IsNewHere(context, name, literal)) context.Report(unification.OperatorToken.Location, "only gives a value", ":=");
            else if (!Unknown(context, unification)) context.Report(unification.OperatorToken.Location, "only compares", "==");
        }
    }

    /// <summary>Whether a name is first written here, in a body that is not a closure's: what declares it there would be another variable.</summary>
    private static bool IsNewHere(LintContext context, NameExpressionSyntax name, LiteralSyntax literal) =>
        context.Index.Recorder.NameAt(name.Identifier) is { Role: NameRole.Declaration, Symbol: LocalSymbol }
        && context.ParentOf(literal) is QuerySyntax body && context.ParentOf(body) is RuleSyntax or FindingRuleSyntax;

    /// <summary>Whether some variable may get its value here: one that nothing assigns.</summary>
    private static bool Unknown(LintContext context, BinaryExpressionSyntax unification) =>
        unification.DescendantNodes().OfType<NameExpressionSyntax>().Any(n => n.Name == "_" || (context.Named(n.Identifier) is LocalSymbol local && !HasValue(context, local)));

    private static bool HasValue(LintContext context, LocalSymbol local)
    {
        if (context.Index.Recorder.IsImplicit(local)) return false;
        if (context.Index.Recorder.IsArgument(local)) return true;
        Symbol symbol = context.Index.SymbolOf(local);
        return !context.Nodes<SomeDeclarationSyntax>().Any(s => s.Names.Items.Any(n => symbol.Locations.Contains(n.Location)));
    }
}
