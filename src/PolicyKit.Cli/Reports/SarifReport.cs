using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyKit.Cli.Files;
using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes a report as SARIF 2.1.0 (OASIS), with the properties that code scanning services read.</summary>
internal static class SarifReport
{
    public const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>GitHub's reading of <c>security-severity</c>: above 9.0 critical, above 7.0 high, above 4.0 medium, else low.</summary>
    private static readonly Dictionary<Severity, string> SecuritySeverities = new()
    {
        [Severity.Info] = "0.1",
        [Severity.Low] = "3.0",
        [Severity.Medium] = "5.5",
        [Severity.High] = "8.0",
        [Severity.Critical] = "9.5",
    };

    public static void Write(CheckReport report, IEnumerable<Diagnostic> diagnostics, int exitCode, TextWriter output) => JsonOutput.Write(output, json =>
    {
        PolicyInfo[] rules = [.. report.Policies.OrderBy(p => p.Id, StringComparer.Ordinal)];
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(rules, json);
        WriteInvocation(report, diagnostics, exitCode, json);
        json.WriteString("columnKind", "utf16CodeUnits");
        WriteResults(report, rules, json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteTool(PolicyInfo[] rules, Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "PolicyKit");
        json.WriteString("version", ToolInfo.Version);
        json.WriteString("semanticVersion", ToolInfo.Version);
        json.WriteObjects("rules", rules, rule => WriteRule(rule, json));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(PolicyInfo rule, Utf8JsonWriter json)
    {
        string title = rule.Title.Length == 0 ? rule.Id : rule.Title;
        string description = rule.Description.Length == 0 ? title : rule.Description;
        json.WriteString("id", rule.Id);
        WriteText("shortDescription", title, json);
        WriteText("fullDescription", description, json);
        json.WriteStartObject("help");
        json.WriteString("text", Help(description, rule));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue("security");
        foreach (string reference in rule.References) json.WriteStringValue(reference);
        json.WriteEndArray();
        json.WriteString("security-severity", SecuritySeverities[rule.Severity]);
        json.WriteEndObject();
    }

    private static string Help(string description, PolicyInfo rule) =>
        rule.References.IsEmpty ? description : $"{description}\n\nReferences: {string.Join("; ", rule.References)}";

    private static void WriteInvocation(CheckReport report, IEnumerable<Diagnostic> diagnostics, int exitCode, Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", exitCode != ExitCode.BadInput);
        json.WriteNumber("exitCode", exitCode);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (InputProblem problem in report.Problems) WriteNotification("error", problem.Message, problem.File, problem.Position, json);
        foreach (ReportedError error in report.Errors)
        {
            WriteNotification("error", $"{error.PolicyId} could not be evaluated on {error.Object}: {error.Message}", error.Place.File, error.Place.Position, json);
        }
        foreach (ReportedNotJudged item in report.NotJudged)
        {
            WriteNotification("note", $"{item.PolicyId} was not judged on {item.Object}: {item.Reason}", item.Place.File, item.Place.Position, json);
        }
        foreach (SkippedInput skipped in report.Skipped) WriteNotification("note", $"skipped: {skipped.Reason}", skipped.File, null, json);
        json.WriteEndArray();
        json.WriteStartArray("toolConfigurationNotifications");
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string level = diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" };
            WriteNotification(level, $"{diagnostic.Id}: {diagnostic.Message}", diagnostic.Location.Source?.Path, diagnostic.Location.Start, json, diagnostic.Location.End);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(string level, string message, string? file, LinePosition? position, Utf8JsonWriter json, LinePosition? end = null)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        WriteText("message", message, json);
        if (file is not null)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            WritePhysicalLocation(file, position, null, json, end);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteResults(CheckReport report, PolicyInfo[] rules, Utf8JsonWriter json)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteObjects("results", report.Findings.AddRange(report.Waived), finding =>
        {
            json.WriteString("ruleId", finding.Policy.Id);
            json.WriteNumber("ruleIndex", Array.FindIndex(rules, rule => rule.Id == finding.Policy.Id));
            json.WriteString("level", finding.Level switch { FindingLevel.Deny => "error", FindingLevel.Warn => "warning", _ => "note" });
            WriteText("message", $"{finding.Object}: {finding.Message}", json);
            json.WriteStartArray("locations");
            json.WriteStartObject();
            WritePlace(finding.Place, finding.Object, json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartArray("relatedLocations");
            foreach ((int index, ReportedPlace place) in finding.Related.Index()) WriteRelated(index, place, finding.Object, json);
            json.WriteEndArray();
            if (finding.Waiver is { } waiver) json.WriteObjects("suppressions", [waiver], w => WriteSuppression(w, json));
            if (finding.Fix is { } fix) FixReport.WriteSarif(fix, UriOf(finding.Place.File), json);
            json.WriteStartObject("partialFingerprints");
            json.WriteString("policykit/v1", Fingerprint(finding, seen));
            json.WriteEndObject();
        });
    }

    private static void WriteSuppression(WaiverInfo waiver, Utf8JsonWriter json)
    {
        json.WriteString("kind", "external");
        json.WriteString("status", "accepted");
        json.WriteString("justification", waiver.Owner.Length == 0 ? waiver.Reason : $"{waiver.Reason} ({waiver.Owner})");
    }

    private static void WriteRelated(int index, ReportedPlace place, ReportedObject of, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("id", index + 1);
        WritePlace(place, of, json);
        json.WriteEndObject();
    }

    private static void WritePlace(ReportedPlace place, ReportedObject of, Utf8JsonWriter json)
    {
        WritePhysicalLocation(place.File, place.Position, place.Excerpt, json);
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", place.Path.Length == 0 ? of.ToString() : $"{of}: {place.Path}");
        json.WriteString("kind", "member");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public static void WritePhysicalLocation(string file, LinePosition? position, Excerpt? excerpt, Utf8JsonWriter json, LinePosition? end = null)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(file));
        json.WriteEndObject();
        if (position is { } start)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", start.Line + 1);
            json.WriteNumber("startColumn", start.Character + 1);
            if (end is { } after)
            {
                json.WriteNumber("endLine", after.Line + 1);
                json.WriteNumber("endColumn", after.Character + 1);
            }
            if (excerpt is not null)
            {
                json.WriteStartObject("snippet");
                json.WriteString("text", excerpt.Text);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public static void WriteText(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string UriOf(string file)
    {
        string relative = TextFile.BelowCurrent(file);
        return Path.IsPathRooted(relative) ? new Uri(relative).AbsoluteUri : string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
    }

    /// <summary>The same for the same finding on the same object wherever its lines move; equal ones of a run are numbered.</summary>
    private static string Fingerprint(ReportedFinding finding, Dictionary<string, int> seen)
    {
        string identity = string.Join('\0', finding.Policy.Id, finding.Object.ApiVersion, finding.Object.Kind, finding.Object.Namespace, finding.Object.Name, finding.Place.Path, finding.Message);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..32];
        int count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}:{count}");
    }
}
