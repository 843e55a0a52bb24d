using PolicyKit.Diagnostics;

namespace PolicyKit.Cli.Policies;

/// <summary>Writes what is wrong with policies, with source lines and carets.</summary>
internal static class DiagnosticText
{
    public static void Write(IEnumerable<Diagnostic> diagnostics, Painter paint)
    {
        Diagnostic[] all = [.. diagnostics];
        foreach (Diagnostic diagnostic in all) paint.Line(DiagnosticRenderer.Render(diagnostic)).Line();
        int errors = all.Count(d => d.Severity == DiagnosticSeverity.Error);
        if (errors > 0) paint.Line($"{Reports.TextReport.Count(errors, "error")}: nothing was judged", Styles.Deny);
    }
}
