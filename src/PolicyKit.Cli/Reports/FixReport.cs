using System.Text.Json;
using PolicyKit.Cli.Fixing;
using PolicyKit.Kubernetes.Editing;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes what fixing did.</summary>
internal static class FixReport
{
    /// <summary>For people.</summary>
    public static void Write(FixOutcome fixes, Painter paint)
    {
        foreach (Repair repair in fixes.Fixed) WriteRepair(fixes.IsWritten ? "fixed" : "would fix", Styles.Good, repair, paint);
        foreach (Repair repair in fixes.NotFixed.Where(r => r.Reason != Repair.IsUnsafe)) WriteRepair("not fixed", Styles.Warn, repair, paint);
        int left = fixes.NotFixed.Count(r => r.Reason == Repair.IsUnsafe);
        if (left > 0) paint.Write("not fixed", Styles.Warn).Line($": {TextReport.Count(left, "finding")} whose fix can stop a working program; --unsafe-fixes applies them too");
        foreach (Proposal proposal in fixes.Proposals)
        {
            paint.Write("proposed", Styles.Strong).Line($": by {proposal.Policy}, a new object");
            foreach (string line in ManifestEditor.Write(proposal.Object).TrimEnd('\n').Split('\n')) paint.Line("  " + line);
        }
        if (fixes.Fixed.Length + fixes.NotFixed.Length + fixes.Proposals.Length > 0) paint.Line();
    }

    /// <summary>The member <c>fixes</c> of a report.</summary>
    public static void Write(FixOutcome fixes, Utf8JsonWriter json)
    {
        json.WriteStartObject("fixes");
        json.WriteBoolean("written", fixes.IsWritten);
        json.WriteObjects("fixed", fixes.Fixed, repair => WriteRepair(repair, json));
        json.WriteObjects("notFixed", fixes.NotFixed, repair => WriteRepair(repair, json));
        json.WriteObjects("proposed", fixes.Proposals, proposal =>
        {
            json.WriteString("policy", proposal.Policy);
            json.WritePropertyName("object");
            json.WriteValue(proposal.Object);
        });
        json.WriteEndObject();
    }

    /// <summary>The member <c>fix</c> of a finding.</summary>
    public static void WriteFix(ReportedFix fix, Utf8JsonWriter json)
    {
        json.WriteStartObject("fix");
        json.WriteString("kind", fix.Kind);
        json.WriteBoolean("unsafe", fix.IsUnsafe);
        json.WriteString("description", fix.Description);
        json.WriteStartArray("patch");
        foreach (JsonPatchOperation operation in fix.Operations) json.WriteValue(operation.ToValue());
        json.WriteEndArray();
        if (!fix.Object.IsUndefined)
        {
            json.WritePropertyName("object");
            json.WriteValue(fix.Object);
        }
        json.WriteEndObject();
    }

    private static void WriteRepair(string what, Spectre.Console.Style style, Repair repair, Painter paint)
    {
        string where = repair.Path.Length == 0 ? "" : $"{repair.Path} of ";
        paint.Write(what, style).Line($": {Words.OneLine(repair.File)}: {repair.Policy}: {Words.OneLine(repair.Fix)}, for {where}{repair.Object}{(repair.Reason is { } reason ? $": {reason}" : "")}");
    }

    /// <summary>The property <c>fixes</c> of a SARIF result.</summary>
    public static void WriteSarif(ReportedFix fix, string uri, Utf8JsonWriter json)
    {
        if (fix.Changes.IsEmpty) return;
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        json.WriteStartObject("description");
        json.WriteString("text", fix.Description);
        json.WriteEndObject();
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", uri);
        json.WriteEndObject();
        json.WriteObjects("replacements", fix.Changes, change =>
        {
            json.WriteStartObject("deletedRegion");
            json.WriteNumber("startLine", change.Start.Line + 1);
            json.WriteNumber("startColumn", change.Start.Character + 1);
            json.WriteNumber("endLine", change.End.Line + 1);
            json.WriteNumber("endColumn", change.End.Character + 1);
            json.WriteEndObject();
            json.WriteStartObject("insertedContent");
            json.WriteString("text", change.Text);
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRepair(Repair repair, Utf8JsonWriter json)
    {
        json.WriteString("policy", repair.Policy);
        json.WriteString("file", repair.File);
        json.WriteString("object", repair.Object.ToString());
        json.WriteString("path", repair.Path);
        json.WriteString("fix", repair.Fix);
        json.WriteOptional("reason", repair.Reason);
    }
}
