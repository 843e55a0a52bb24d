using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting;

/// <summary>
/// Finds what compiles and is probably not meant (<c>PK6xxx</c>). A comment <c># policykit:ignore PK6001</c>, on the line or alone on the line above it, says that it is meant; several ids are separated by commas.
/// </summary>
public static class Linter
{
    /// <summary>The kinds of diagnostics that it gives, with their default severities.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Rules { get; } = [.. LintRules.All.Select(r => r.Descriptor), Descriptors.IdleSuppression];

    /// <summary>Looks at trees of a compilation; what has errors gets none, for its errors come first.</summary>
    /// <param name="compilation">What the trees are compiled with; uses in all its trees count.</param>
    /// <param name="trees">The trees; all when left out.</param>
    /// <param name="options">Which kinds are reported, and how gravely.</param>
    /// <returns>The compiler's own warnings and what is found, in the order of trees and positions.</returns>
    public static ImmutableArray<Diagnostic> Lint(Compilation compilation, IEnumerable<SyntaxTree>? trees = null, LintOptions? options = null)
    {
        ImmutableArray<Diagnostic> own = compilation.GetDiagnostics();
        if (own.Any(d => d.Severity == DiagnosticSeverity.Error)) return [];
        options ??= LintOptions.Default;
        return [.. (trees ?? compilation.SyntaxTrees).SelectMany(tree => LintTree(compilation, tree, own, options))];
    }

    private static IEnumerable<Diagnostic> LintTree(Compilation compilation, SyntaxTree tree, ImmutableArray<Diagnostic> own, LintOptions options)
    {
        var context = new LintContext(compilation.GetSemanticModel(tree));
        context.Diagnostics.AddRange(own.Where(d => d.Location.Source == tree.Text));
        foreach (LintRule rule in LintRules.All.Where(r => options.SeverityOf(r.Descriptor) is not null))
        {
            context.Rule = rule;
            rule.Check(context);
        }
        return Suppressions.Of(tree).Apply(context.Diagnostics)
            .OrderBy(d => d.Location.Span.Start).ThenBy(d => d.Id, StringComparer.Ordinal)
            .Select(d => options.SeverityOf(d.Descriptor) is { } severity ? d.WithSeverity(severity) : null)
            .OfType<Diagnostic>();
    }
}
