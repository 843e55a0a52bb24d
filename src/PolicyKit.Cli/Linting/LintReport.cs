using System.Collections.Immutable;
using PolicyKit.Cli.Reports;
using PolicyKit.Diagnostics;

namespace PolicyKit.Cli.Linting;

/// <summary>Writes what was found in policies.</summary>
internal static class LintReport
{
    public static void WriteText(int files, ImmutableArray<Diagnostic> found, Painter results)
    {
        foreach (Diagnostic diagnostic in found) results.Line(DiagnosticRenderer.Render(diagnostic)).Line();
        int Count(DiagnosticSeverity severity) => found.Count(d => d.Severity == severity);
        string errors = TextReport.Count(Count(DiagnosticSeverity.Error), "error"), warnings = TextReport.Count(Count(DiagnosticSeverity.Warning), "warning"), hints = TextReport.Count(Count(DiagnosticSeverity.Info), "hint");
        results.Line($"{TextReport.Count(files, "file")}: {errors}, {warnings}, {hints}", Count(DiagnosticSeverity.Error) + Count(DiagnosticSeverity.Warning) > 0 ? Styles.Deny : Styles.Good);
    }

    public static void WriteJson(int files, ImmutableArray<Diagnostic> found, int exitCode, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", JsonReport.SchemaVersion);
        json.WriteString("policykit", ToolInfo.Version);
        json.WriteStartObject("summary");
        json.WriteNumber("files", files);
        json.WriteNumber("errors", found.Count(d => d.Severity == DiagnosticSeverity.Error));
        json.WriteNumber("warnings", found.Count(d => d.Severity == DiagnosticSeverity.Warning));
        json.WriteNumber("infos", found.Count(d => d.Severity == DiagnosticSeverity.Info));
        json.WriteNumber("exitCode", exitCode);
        json.WriteEndObject();
        json.WriteObjects("diagnostics", found, diagnostic => JsonReport.WriteDiagnostic(diagnostic, json));
        json.WriteEndObject();
    });

    public static void WriteSarif(ImmutableArray<Diagnostic> found, int exitCode, TextWriter output) => JsonOutput.Write(output, json =>
    {
        DiagnosticDescriptor[] rules = [.. found.Select(d => d.Descriptor).DistinctBy(d => d.Id).OrderBy(d => d.Id, StringComparer.Ordinal)];
        json.WriteStartObject();
        json.WriteString("$schema", SarifReport.Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "PolicyKit");
        json.WriteString("version", ToolInfo.Version);
        json.WriteString("semanticVersion", ToolInfo.Version);
        json.WriteObjects("rules", rules, rule =>
        {
            json.WriteString("id", rule.Id);
            SarifReport.WriteText("shortDescription", rule.Title, json);
        });
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteObjects("invocations", [exitCode], code =>
        {
            json.WriteBoolean("executionSuccessful", code != ExitCode.BadInput);
            json.WriteNumber("exitCode", code);
        });
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteObjects("results", found, diagnostic =>
        {
            json.WriteString("ruleId", diagnostic.Id);
            json.WriteNumber("ruleIndex", Array.FindIndex(rules, rule => rule.Id == diagnostic.Id));
            json.WriteString("level", diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" });
            SarifReport.WriteText("message", diagnostic.Message, json);
            if (diagnostic.Location.Source is { } source) json.WriteObjects("locations", [source], of => SarifReport.WritePhysicalLocation(of.Path, diagnostic.Location.Start, null, json, diagnostic.Location.End));
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
