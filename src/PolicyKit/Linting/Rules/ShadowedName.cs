using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A variable or argument that hides a document, an import or a rule from its clause.</summary>
internal sealed class ShadowedName() : LintRule(Descriptors.ShadowedName)
{
    public override void Check(LintContext context)
    {
        foreach ((SyntaxToken token, LocalSymbol local) in context.Declared<LocalSymbol>())
        {
            if (context.Index.Recorder.IsImplicit(local) || HiddenBy(context, token) is not { } hidden) continue;
            context.Report(token.Location, local.Name, hidden);
        }
    }

    private static string? HiddenBy(LintContext context, SyntaxToken token)
    {
        ModuleScope? scope = context.Index.Recorder.Scopes.LastOrDefault(s => s.Scope.Tree == context.Tree && s.Span.Contains(token.Start)).Scope;
        if (scope is null) return null;
        string name = token.Text;
        if (scope.IsPolicyLayer && (context.Index.Session.Documents.Find(name) is not null || name is "params" or "data")) return "the document";
        if (scope.Imports.ContainsKey(name)) return "the import";
        return scope.Packages.Any(p => p.Rules.ContainsKey(name)) ? "the rule" : null;
    }
}
