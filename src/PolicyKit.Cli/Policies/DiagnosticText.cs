using PolicyKit.Diagnostics;

namespace PolicyKit.Cli.Policies;

/// <summary>Writes what is wrong with policies, with source lines and carets.</summary>
internal static class DiagnosticText
{
    /// <param name="diagnostics">What is wrong.</param>
    /// <param name="paint">Where it goes.</param>
    /// <param name="outcome">What is said where errors are among them.</param>
    public static void Write(IEnumerable<Diagnostic> diagnostics, Painter paint, string outcome)
    {
        Diagnostic[] all = [.. diagnostics];
        foreach (Diagnostic diagnostic in all) paint.Line(DiagnosticRenderer.Render(diagnostic)).Line();
        int errors = all.Count(d => d.Severity == DiagnosticSeverity.Error);
        if (errors > 0) paint.Line($"{Reports.TextReport.Count(errors, "error")}: {outcome}", Styles.Deny);
    }
}
