using PolicyKit.Diagnostics;

namespace PolicyKit.Linting;

/// <summary>One thing that is probably not meant: looks at a tree whose names are resolved, and reports.</summary>
internal abstract class LintRule(DiagnosticDescriptor descriptor)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public abstract void Check(LintContext context);
}
