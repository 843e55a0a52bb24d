using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Policies;
using PolicyKit.Cli.Reports;
using PolicyKit.Diagnostics;

namespace PolicyKit.Cli.Formatting;

/// <summary>Writes what became of files: the changed ones, a line each, or their differences; what is wrong with the others goes to the messages.</summary>
internal static class FormatReport
{
    public static void WriteText(ImmutableArray<FormattedFile> files, FormatSettings settings, Terminal terminal)
    {
        Painter results = terminal.PaintOutput(settings.NoColour);
        foreach (FormattedFile file in files.Where(f => f.IsChanged && !f.IsFailed))
        {
            if (settings.Diff) WriteDiff(file, results);
            else results.Line(file.Path);
        }
        WriteFailures([.. files.Where(f => f.IsFailed)], settings, terminal.PaintError(settings.NoColour));
    }

    public static void WriteJson(ImmutableArray<FormattedFile> files, FormatSettings settings, TextWriter output) => JsonOutput.Write(output, json =>
    {
        FormattedFile[] changed = [.. files.Where(f => f.IsChanged && !f.IsFailed)];
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", JsonReport.SchemaVersion);
        json.WriteString("policykit", ToolInfo.Version);
        json.WriteStartObject("summary");
        json.WriteNumber("files", files.Length);
        json.WriteNumber("changed", changed.Length);
        json.WriteNumber("failed", files.Count(f => f.IsFailed));
        json.WriteEndObject();
        json.WriteObjects("changed", changed, file =>
        {
            json.WriteString("file", file.Path);
            if (settings.Diff) json.WriteString("diff", string.Concat(DiffOf(file).Select(line => line + "\n")));
        });
        json.WriteObjects("problems", files.Where(f => f.Problem is not null), file =>
        {
            json.WriteString("file", file.Path);
            json.WriteString("message", file.Problem);
        });
        json.WriteObjects("diagnostics", files.SelectMany(f => f.Diagnostics), diagnostic => JsonReport.WriteDiagnostic(diagnostic, json));
        json.WriteEndObject();
    });

    private static void WriteFailures(ImmutableArray<FormattedFile> failed, FormatSettings settings, Painter messages)
    {
        ImmutableArray<Diagnostic> diagnostics = [.. failed.SelectMany(f => f.Diagnostics)];
        foreach (Diagnostic diagnostic in diagnostics) messages.Line(DiagnosticRenderer.Render(diagnostic)).Line();
        foreach (FormattedFile file in failed.Where(f => f.Problem is not null)) messages.Write("error", Styles.Deny).Line($": {file.Problem}");
        if (PolicySet.HintOnVersion(diagnostics, settings.Rego) is { } hint) messages.Line(hint);
        if (failed.Length > 0) messages.Line($"{TextReport.Count(failed.Length, "file")} left unformatted", Styles.Deny);
    }

    private static IEnumerable<string> DiffOf(FormattedFile file) => UnifiedDiff.Lines(file.Path, file.Before!, file.After!);

    private static void WriteDiff(FormattedFile file, Painter results)
    {
        foreach (string line in DiffOf(file))
        {
            results.Line(line, line switch
            {
                ['-', '-', '-', ' ', ..] or ['+', '+', '+', ' ', ..] => Styles.Strong,
                ['@', ..] => Styles.Faint,
                ['-', ..] => Styles.Deny,
                ['+', ..] => Styles.Good,
                _ => null,
            });
        }
    }
}
