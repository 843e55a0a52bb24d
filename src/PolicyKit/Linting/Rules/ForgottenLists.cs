using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A policy that reads one of several lists which a document of the domain holds together, by its own path.</summary>
internal sealed class ForgottenLists() : LintRule(Descriptors.ForgottenLists)
{
    public override void Check(LintContext context)
    {
        foreach (ExpressionSyntax access in context.Nodes<ExpressionSyntax>().Where(n => n is MemberAccessSyntax or ElementAccessSyntax))
        {
            if (context.Around(access).OfType<PolicyDeclarationSyntax>().FirstOrDefault() is not { } declaration || context.PolicyOf(declaration) is not { } policy) continue;
            if (policy.Dispatch.All || context.Around(access).Any(n => n is TestDeclarationSyntax) || RefSyntax.ConstantPath(access) is not { } steps) continue;
            if (access.Root() is not NameExpressionSyntax root || context.Named(root.Identifier) is not DocumentSymbol document) continue;
            string[] path = [.. steps.Skip(1)];
            if (policy.Dispatch.Kinds.Select(kind => Find(context, document, kind, path)).FirstOrDefault(f => f is not null) is { } found) context.Report(access.Location, access.ToString(), found.All, found.One);
        }
    }

    /// <summary>The collection that has a list among others, and the advice which document has it alone.</summary>
    private static (string All, string One)? Find(LintContext context, DocumentSymbol document, ObjectKind kind, string[] path)
    {
        IEnumerable<string> full = path;
        if (document.Domain is { IsCollection: false } part) full = part.Paths.TryGetValue(kind, out var paths) && paths is [var only] ? [.. only, .. path] : [];
        else if (document != context.Index.Session.Documents.Object) return null;
        DomainDocument[] with = [.. context.Model.Compilation.Domain.Documents.Where(d => d.IsCollection && d.Paths.TryGetValue(kind, out var lists) && lists.Any(l => l.SequenceEqual(full)))];
        if (with.FirstOrDefault(d => d.Paths[kind].Length > 1) is not { } all) return null;
        DomainDocument? one = with.FirstOrDefault(d => d.Paths[kind].Length == 1);
        return (all.Name, one is null ? "" : $", or `{one.Name}` for this one alone");
    }
}
