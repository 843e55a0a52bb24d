using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A declared variable or an argument that nothing reads. A name that starts with an underscore says that this is meant.</summary>
internal sealed class UnusedVariable() : LintRule(Descriptors.UnusedVariable)
{
    public override void Check(LintContext context)
    {
        foreach ((SyntaxToken token, LocalSymbol local) in context.Declared<LocalSymbol>())
        {
            if (local.Name.StartsWith('_') || local.IsWildcard || context.Index.Recorder.IsImplicit(local) || context.UsesOf(local).Any()) continue;
            context.Report(token.Location, local.Name, context.Index.Recorder.IsArgument(local) ? "write `_` for an argument that this clause does not need" : "write `_` where it counts that it is defined, or else leave it out");
        }
    }
}
