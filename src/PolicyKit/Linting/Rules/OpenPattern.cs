using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A pattern for images that does not start at their start.</summary>
internal sealed class OpenPattern() : LintRule(Descriptors.OpenPattern)
{
    public override void Check(LintContext context)
    {
        foreach (CallExpressionSyntax call in context.Nodes<CallExpressionSyntax>())
        {
            if (context.ArgumentsOf(call, "regex.match") is not [var pattern, var subject] || !subject.IsImage() || pattern.Text() is not { } text) continue;
            if (NamesRegistry(text) && !text.StartsWith('^') && !text.StartsWith(@"\A", StringComparison.Ordinal)) context.Report(pattern.Location);
        }
    }

    /// <summary>Whether a pattern is about where images come from, and not about tags or digests, which stand at the end.</summary>
    private static bool NamesRegistry(string pattern) => pattern.Contains('/', StringComparison.Ordinal) && !pattern.EndsWith('$');
}
