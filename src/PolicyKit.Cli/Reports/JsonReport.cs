using System.Globalization;
using System.Text.Json;
using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes a report as JSON; docs/cli.md describes the members, and <see cref="SchemaVersion"/> changes when one of them changes its meaning.</summary>
internal static class JsonReport
{
    public const int SchemaVersion = 1;

    public static void Write(CheckReport report, IEnumerable<Diagnostic> diagnostics, int exitCode, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteString("policykit", ToolInfo.Version);
        WriteSummary(report, exitCode, json);
        json.WriteObjects("findings", report.Findings, finding => WriteFinding(finding, json));
        json.WriteObjects("waived", report.Waived, finding => WriteFinding(finding, json));
        json.WriteObjects("errors", report.Errors, error => WriteError(error, json));
        json.WriteObjects("notJudged", report.NotJudged, item => WriteNotJudged(item, json));
        json.WriteObjects("problems", report.Problems, problem => WriteProblem(problem, json));
        json.WriteObjects("skipped", report.Skipped, skipped => WriteSkipped(skipped, json));
        json.WriteObjects("diagnostics", diagnostics, diagnostic => WriteDiagnostic(diagnostic, json));
        if (report.Fixes is { } fixes) FixReport.Write(fixes, json);
        if (report.Costs is { } costs) json.WriteObjects("profile", costs, cost => WriteCost(cost, json));
        json.WriteStartObject("unmatchedKinds");
        foreach ((string kind, int count) in report.UnmatchedKinds) json.WriteNumber(kind, count);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteSummary(CheckReport report, int exitCode, Utf8JsonWriter json)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("files", report.Files);
        json.WriteNumber("objects", report.Objects);
        json.WriteNumber("policies", report.Policies.Length);
        json.WriteNumber("deny", report.Findings.Count(f => f.Level == FindingLevel.Deny));
        json.WriteNumber("warn", report.Findings.Count(f => f.Level == FindingLevel.Warn));
        json.WriteNumber("audit", report.Findings.Count(f => f.Level == FindingLevel.Audit));
        json.WriteNumber("waived", report.Waived.Length);
        json.WriteNumber("errors", report.Errors.Length);
        json.WriteNumber("notJudged", report.NotJudged.Length);
        json.WriteNumber("problems", report.Problems.Length);
        json.WriteNumber("skipped", report.Skipped.Length);
        json.WriteNumber("unmatched", report.UnmatchedKinds.Sum(k => k.Count));
        json.WriteNumber("exitCode", exitCode);
        json.WriteEndObject();
    }

    private static void WriteFinding(ReportedFinding finding, Utf8JsonWriter json)
    {
        json.WriteString("policy", finding.Policy.Id);
        json.WriteString("level", Words.Of(finding.Level));
        json.WriteString("severity", Words.Of(finding.Severity));
        json.WriteString("title", finding.Policy.Title);
        json.WriteString("message", finding.Message);
        WriteObject(finding.Object, json);
        WritePlace(finding.Place, json);
        json.WriteObjects("related", finding.Related, place => WritePlace(place, json));
        if (finding.Fix is { } fix) FixReport.WriteFix(fix, json);
        if (finding.Waiver is { } waiver) WriteWaiver(waiver, json);
        if (finding.Details.IsUndefined) return;
        json.WritePropertyName("details");
        json.WriteRawValue(finding.Details.ToJson(), skipInputValidation: true);
    }

    private static void WriteWaiver(WaiverInfo waiver, Utf8JsonWriter json)
    {
        json.WriteStartObject("waiver");
        json.WriteString("reason", waiver.Reason);
        json.WriteOptional("owner", waiver.Owner);
        json.WriteOptional("expires", waiver.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (waiver.Location.Source is not null) WriteLocation(waiver.Location, json);
        json.WriteEndObject();
    }

    private static void WriteError(ReportedError error, Utf8JsonWriter json)
    {
        json.WriteOptional("policy", error.PolicyId);
        json.WriteString("message", error.Message);
        json.WriteOptional("help", error.Help);
        WriteObject(error.Object, json);
        WritePlace(error.Place, json);
        if (error.Location.Source is null) return;
        json.WriteStartObject("policyLocation");
        WriteLocation(error.Location, json);
        json.WriteEndObject();
    }

    private static void WriteCost(PolicyCost cost, Utf8JsonWriter json)
    {
        json.WriteString("policy", cost.PolicyId);
        json.WriteNumber("microseconds", Math.Round(cost.Time.TotalMicroseconds, 1));
        json.WriteNumber("steps", cost.Steps);
        json.WriteNumber("objects", cost.Evaluations);
        json.WriteNumber("findings", cost.Findings);
    }

    private static void WriteNotJudged(ReportedNotJudged item, Utf8JsonWriter json)
    {
        json.WriteString("policy", item.PolicyId);
        json.WriteString("reason", item.Reason);
        WriteObject(item.Object, json);
        WritePlace(item.Place, json);
    }

    private static void WriteProblem(InputProblem problem, Utf8JsonWriter json)
    {
        json.WriteString("file", problem.File);
        if (problem.Position is { } position) WritePosition(position, json);
        json.WriteString("message", problem.Message);
        json.WriteOptional("help", problem.Help);
    }

    private static void WriteSkipped(SkippedInput skipped, Utf8JsonWriter json)
    {
        json.WriteString("file", skipped.File);
        json.WriteString("reason", skipped.Reason);
        json.WriteOptional("command", skipped.Command);
    }

    public static void WriteDiagnostic(Diagnostic diagnostic, Utf8JsonWriter json)
    {
        json.WriteString("id", diagnostic.Id);
        json.WriteString("severity", Words.Of(diagnostic.Severity));
        json.WriteString("message", diagnostic.Message);
        if (diagnostic.Location.Source is not null) WriteLocation(diagnostic.Location, json);
    }

    private static void WriteObject(ReportedObject value, Utf8JsonWriter json)
    {
        json.WriteStartObject("object");
        json.WriteString("apiVersion", value.ApiVersion);
        json.WriteString("kind", value.Kind);
        json.WriteOptional("namespace", value.Namespace);
        json.WriteString("name", value.Name);
        json.WriteEndObject();
    }

    private static void WritePlace(ReportedPlace place, Utf8JsonWriter json)
    {
        json.WriteString("file", place.File);
        WritePosition(place.Position, json);
        json.WriteString("path", place.Path);
    }

    private static void WriteLocation(Location location, Utf8JsonWriter json)
    {
        json.WriteString("file", location.Source!.Path);
        WritePosition(location.Start, json);
        json.WriteNumber("endLine", location.End.Line + 1);
        json.WriteNumber("endColumn", location.End.Character + 1);
    }

    private static void WritePosition(LinePosition position, Utf8JsonWriter json)
    {
        json.WriteNumber("line", position.Line + 1);
        json.WriteNumber("column", position.Character + 1);
    }
}
