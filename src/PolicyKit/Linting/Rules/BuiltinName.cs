using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A rule or function of a name that a builtin has.</summary>
internal sealed class BuiltinName() : LintRule(Descriptors.BuiltinName)
{
    public override void Check(LintContext context)
    {
        foreach (RuleSyntax rule in context.Members.Select(m => m.Member).OfType<RuleSyntax>().DistinctBy(r => r.Head.Reference.Content()))
        {
            if (RefSyntax.ConstantPath(rule.Head.Reference) is not { } path || context.Index.Session.FindBuiltin(string.Join('.', path)) is not { } builtin) continue;
            // Where a policy calls a dotted name, the builtin is called; else the function here is.
            bool isBuiltinCalled = context.Named(SyntaxPosition.NameOf(rule)) is not RuleSymbol { Kind: RuleKind.Function } || (path.Count > 1 && context.IsPolicyLayer);
            context.Report(rule.Head.Reference.Location, builtin.Name, isBuiltinCalled ? "a call means the builtin" : "a call here means this function, and elsewhere the builtin");
        }
    }
}
