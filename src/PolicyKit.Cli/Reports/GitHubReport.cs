using System.Globalization;
using PolicyKit.Cli.Files;
using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes a check as workflow commands of GitHub's actions, which show it beside the lines of a pull request.</summary>
internal static class GitHubReport
{
    public static void Write(CheckReport report, IEnumerable<Diagnostic> diagnostics, TextWriter output)
    {
        // What is only worth knowing would be told on every change.
        foreach (Diagnostic diagnostic in diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info)) Write(output, diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning", diagnostic.Location.Source?.Path, diagnostic.Location.Start, diagnostic.Id, diagnostic.Message);
        foreach (InputProblem problem in report.Problems) Write(output, "error", problem.File, problem.Position, "policykit", problem.Message);
        foreach (ReportedError error in report.Errors) Write(output, "error", error.Place.File, error.Place.Position, error.PolicyId, $"could not be evaluated on {error.Object}: {error.Message}");
        foreach (ReportedFinding finding in report.Findings)
        {
            string at = $"at {(finding.Place.Path.Length == 0 ? "" : finding.Place.Path + " of ")}{finding.Object}";
            Write(output, Command(finding.Level), finding.Place.File, finding.Place.Position, $"{finding.Policy.Id} ({Words.Of(finding.Severity)})", $"{finding.Message}\n{at}");
        }
    }

    private static string Command(FindingLevel level) => level switch { FindingLevel.Deny => "error", FindingLevel.Warn => "warning", _ => "notice" };

    private static void Write(TextWriter output, string command, string? file, LinePosition? position, string title, string message)
    {
        List<string> properties = [];
        if (file is not null)
        {
            properties.Add("file=" + Property(TextFile.BelowCurrent(file)));
            if (position is { } place) properties.Add(string.Create(CultureInfo.InvariantCulture, $"line={place.Line + 1},col={place.Character + 1}"));
        }
        properties.Add("title=" + Property(title));
        output.WriteLine($"::{command} {string.Join(',', properties)}::{Data(message)}");
    }

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>On one line, so that no text from a file is a command of its own.</summary>
    private static string Data(string text) => Painter.Harmless(text.ReplaceLineEndings("\n")).Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
