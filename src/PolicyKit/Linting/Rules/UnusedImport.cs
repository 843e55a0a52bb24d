using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>An import whose name nothing uses.</summary>
internal sealed class UnusedImport() : LintRule(Descriptors.UnusedImport)
{
    public override void Check(LintContext context)
    {
        foreach ((SyntaxToken token, ImportedPath import) in context.Declared<ImportedPath>())
        {
            if (!context.UsesOf(import).Any()) context.Report(import.Location, token.Text);
        }
    }
}
