using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>What Gatekeeper asks of the Rego of a template beyond the language.</summary>
internal static class TemplateRego
{
    private const string EntryPoint = "violation";
    private const string Lib = "lib";
    private const string Inventory = "inventory";

    /// <summary>What Gatekeeper would refuse; nothing while a tree does not even parse.</summary>
    public static IEnumerable<Diagnostic> Check(string kind, SyntaxTree entry, IReadOnlyCollection<SyntaxTree> libs)
    {
        if (libs.Append(entry).Any(tree => tree.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))) yield break;
        Diagnostic[] refused = [.. libs.SelectMany(CheckPackage), .. libs.Prepend(entry).SelectMany(CheckReads)];
        foreach (Diagnostic diagnostic in refused) yield return diagnostic;
        if (refused.Length > 0 || entry.Root.Members.OfType<RuleSyntax>().Any(IsEntryPoint)) yield break;
        yield return Diagnostic.Create(GatekeeperDescriptors.NoViolation, (entry.Root.Package ?? (SyntaxNode)entry.Root).Location, kind);
    }

    /// <summary>Whether a module reads <c>data.inventory</c>.</summary>
    public static bool ReadsInventory(SyntaxTree tree) => tree.Root.Members.OfType<RuleSyntax>().SelectMany(RefText.Find).Any(found => found.Steps is ["data", Inventory, ..]);

    private static bool IsEntryPoint(RuleSyntax rule) =>
        rule.Head switch
        {
            { ContainsKey: not null, Reference: NameExpressionSyntax { Name: EntryPoint } } => true,
            { Reference: ElementAccessSyntax { Target: NameExpressionSyntax { Name: EntryPoint } }, Value: null } => true,
            _ => false,
        };

    private static IEnumerable<Diagnostic> CheckPackage(SyntaxTree tree)
    {
        if (tree.Root.Package is not { } package || RefText.Of(package.Path) is [Lib, _, ..]) yield break;
        yield return Diagnostic.Create(GatekeeperDescriptors.LibPackage, package.Path.Location, package.Path);
    }

    private static IEnumerable<Diagnostic> CheckReads(SyntaxTree tree)
    {
        foreach (ImportDirectiveSyntax import in tree.Root.Imports)
        {
            if (RefText.Of(import.Path) is not (["data", Lib, ..] or ["future", "keywords", ..] or ["rego", "v1"])) yield return Diagnostic.Create(GatekeeperDescriptors.ForbiddenImport, import.Path.Location, $"import {import.Path}");
        }
        foreach ((SyntaxNode node, string?[] steps) in tree.Root.Members.OfType<RuleSyntax>().SelectMany(RefText.Find))
        {
            if (steps is ["data", ..] and not ["data", Lib or Inventory, ..]) yield return Diagnostic.Create(GatekeeperDescriptors.ForbiddenData, node.Location, node);
        }
    }
}
