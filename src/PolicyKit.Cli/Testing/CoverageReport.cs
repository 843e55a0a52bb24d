using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyKit.Cli.Reports;

namespace PolicyKit.Cli.Testing;

/// <summary>Writes what tests reach.</summary>
internal static class CoverageReport
{
    private const int MaxLength = 80;

    /// <summary>File by file: how much is reached, and where something is not.</summary>
    public static void WriteText(ImmutableArray<FileCoverage> files, Painter paint)
    {
        foreach (FileCoverage file in files) WriteFile(file, paint);
        CoverageSum sum = CoverageSum.Of(files);
        paint.Write($"{CoverageSum.Text(sum.LinePercent)} covered", sum.Lines.Reached == sum.Lines.All ? Styles.Good : Styles.Warn).Line($": {Describe(sum)}").Line();
    }

    public static void WriteJson(ImmutableArray<FileCoverage> files, Utf8JsonWriter json)
    {
        json.WriteStartObject("coverage");
        WriteSum(CoverageSum.Of(files), json);
        json.WriteObjects("files", files, file =>
        {
            json.WriteString("file", file.Path);
            WriteSum(file.Sum, json);
            json.WriteStartArray("linesNotCovered");
            foreach (CoveredLine line in file.Lines.Where(l => l.Hits == 0)) json.WriteNumberValue(line.Number);
            json.WriteEndArray();
            json.WriteObjects("neverTrue", NeverTrue(file), condition => WriteCondition(condition, json));
            json.WriteObjects("neverFalse", NeverFalse(file), condition => WriteCondition(condition, json));
        });
        json.WriteEndObject();
    }

    private static void WriteFile(FileCoverage file, Painter paint)
    {
        paint.Write(CoverageSum.Text(file.Sum.LinePercent).PadLeft(6), file.Sum.Lines.Reached == file.Sum.Lines.All ? Styles.Good : Styles.Warn).Write(" ").Write(file.Path, Styles.Strong).Line($"  {Describe(file.Sum)}", Styles.Faint);
        string[] lines = [.. file.NotReached().Select(r => r.First == r.Last ? Number(r.First) : $"{Number(r.First)}-{Number(r.Last)}")];
        if (lines.Length > 0) paint.Write("       lines not covered: ").Line(string.Join(", ", lines), Styles.Deny);
        foreach (StatementCoverage condition in NeverTrue(file)) WriteCondition("never true", condition, paint);
        foreach (StatementCoverage condition in NeverFalse(file)) WriteCondition("never false", condition, paint);
    }

    private static void WriteCondition(string what, StatementCoverage condition, Painter paint) =>
        paint.Write("       ").Write(what, Styles.Warn).Write($" {condition.Location}: ", Styles.Faint).Line(Text(condition));

    private static IEnumerable<StatementCoverage> NeverTrue(FileCoverage file) => file.Conditions.Where(c => c is { Held: 0, Failed: > 0 });

    private static IEnumerable<StatementCoverage> NeverFalse(FileCoverage file) => file.Conditions.Where(c => c is { Held: > 0, Failed: 0 });

    private static string Describe(CoverageSum sum) => $"{sum.Lines} lines, {sum.Rules} rules, {sum.Branches} branches, {sum.Conditions} outcomes of conditions";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(StatementCoverage condition)
    {
        string text = string.Join(' ', condition.Location.Source!.ToString(condition.Location.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }

    private static void WriteSum(CoverageSum sum, Utf8JsonWriter json)
    {
        json.WriteNumber("percent", Math.Floor(sum.LinePercent * 10) / 10);
        foreach ((string name, Part part) in (ReadOnlySpan<(string, Part)>)[("lines", sum.Lines), ("rules", sum.Rules), ("branches", sum.Branches), ("conditions", sum.Conditions)])
        {
            json.WriteStartObject(name);
            json.WriteNumber("covered", part.Reached);
            json.WriteNumber("all", part.All);
            json.WriteEndObject();
        }
    }

    private static void WriteCondition(StatementCoverage condition, Utf8JsonWriter json)
    {
        json.WriteString("text", Text(condition));
        json.WriteNumber("line", condition.Location.Start.Line + 1);
        json.WriteNumber("column", condition.Location.Start.Character + 1);
    }
}
