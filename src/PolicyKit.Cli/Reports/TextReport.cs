using System.Globalization;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes a report for people: findings by file with their source lines, then what else there is to know, then one line of sums.</summary>
internal static class TextReport
{
    private const int Listed = 10;

    /// <summary>Findings and sums.</summary>
    public static void Write(CheckReport report, Painter paint)
    {
        foreach (IGrouping<string, ReportedFinding> file in report.Findings.GroupBy(f => f.Place.File, StringComparer.Ordinal))
        {
            paint.Line(Words.OneLine(file.Key), Styles.File).Line();
            foreach (ReportedFinding finding in file) WriteFinding(finding, paint);
        }
        if (report.Fixes is { } fixes) FixReport.Write(fixes, paint);
        WriteWaived(report, paint);
        WriteNotJudged(report, paint);
        WriteUnmatched(report, paint);
        WriteSkipped(report, paint);
        if (report.Costs is { } costs) ProfileReport.Write(costs, paint);
        WriteSummary(report, paint);
    }

    /// <summary>What could not be read or evaluated.</summary>
    public static void WriteProblems(CheckReport report, Painter paint)
    {
        foreach (InputProblem problem in report.Problems)
        {
            paint.Write($"{problem.Where}: ", Styles.Strong).Write("error", Styles.Deny).Line($": {Words.Indented(problem.Message)}");
            if (problem.Excerpt is { } excerpt) WriteExcerpt(excerpt, paint);
            if (problem.Help is { } help) paint.Line($"  help: {help}", Styles.Faint);
        }
        foreach (ReportedError error in report.Errors)
        {
            paint.Write($"{error.Place}: ", Styles.Strong).Write("error", Styles.Deny).Line($": {Named(error.PolicyId)} could not be evaluated on {error.Object}: {Words.Indented(error.Message)}");
            if (error.Location.Source is { } source)
            {
                paint.Line($"  in the policy at {error.Location}", Styles.Faint);
                WriteExcerpt(Excerpt.At(source.GetLine(error.Location.Start.Line), error.Location.Start), paint);
            }
            if (error.NotReached > 0) paint.Line($"  {(error.NotReached == 1 ? "1 policy" : string.Create(CultureInfo.InvariantCulture, $"{error.NotReached} policies"))} after it not judged", Styles.Faint);
            if (error.Help is { } help) paint.Line($"  help: {help}", Styles.Faint);
        }
        if (report.Problems.Length + report.Errors.Length > 0) paint.Line();
    }

    /// <summary>A source line with its number and carets.</summary>
    public static void WriteExcerpt(Excerpt excerpt, Painter paint)
    {
        string number = excerpt.LineNumber.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        paint.Write($"  {number} | ", Styles.Faint).Line(excerpt.Text);
        paint.Write($"  {new string(' ', number.Length)} | ", Styles.Faint).Line(excerpt.Carets, Styles.Deny);
    }

    /// <summary><c>1 file</c>, <c>2 files</c>.</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Named(string policyId) => policyId.Length == 0 ? "a policy" : policyId;

    private static void WriteFinding(ReportedFinding finding, Painter paint)
    {
        paint.Write($"{finding.Place}: ", Styles.Strong)
            .Write(Words.Of(finding.Level), Styles.Of(finding.Level))
            .Write($" ({Words.Of(finding.Severity)}) ")
            .Line(finding.Policy.Id, Styles.Faint);
        paint.Line($"  {Words.Indented(finding.Message)}");
        paint.Line($"  at {(finding.Place.Path.Length == 0 ? "" : Words.OneLine(finding.Place.Path) + " of ")}{finding.Object}", Styles.Faint);
        if (!finding.Details.IsUndefined) paint.Line($"  details {finding.Details.ToJson()}", Styles.Faint);
        if (finding.Place.Excerpt is { } excerpt) WriteExcerpt(excerpt, paint);
        if (finding.Fix is { } fix) paint.Line($"  fix: {fix.Description}", Styles.Faint);
        foreach (ReportedPlace place in finding.Related.Take(Listed)) paint.Line($"  also {place} {Words.OneLine(place.Path)}", Styles.Faint);
        if (finding.Related.Length > Listed) paint.Line($"  also {Count(finding.Related.Length - Listed, "more place")}", Styles.Faint);
        paint.Line();
    }

    private static void WriteWaived(CheckReport report, Painter paint)
    {
        foreach (ReportedFinding finding in report.Waived)
        {
            paint.Write($"{finding.Place}: ", Styles.Strong).Write($"waived {Words.Of(finding.Level)} ({Words.Of(finding.Severity)})").Write($" {finding.Policy.Id} ", Styles.Faint).Line($"{Words.OneLine(finding.Message)} [{finding.Object}]");
            WaiverInfo waiver = finding.Waiver!;
            string owner = waiver.Owner.Length == 0 ? "" : $" ({waiver.Owner}{(waiver.Expires is { } last ? string.Create(CultureInfo.InvariantCulture, $", until {last:yyyy-MM-dd}") : "")})";
            paint.Line($"  because {Words.OneLine(waiver.Reason + owner)}", Styles.Faint);
        }
    }

    private static void WriteNotJudged(CheckReport report, Painter paint)
    {
        // What was not reached is told with the error.
        ReportedNotJudged[] unknown = [.. report.NotJudged.Where(n => n.IsReached)];
        foreach (var group in unknown.GroupBy(n => (n.PolicyId, n.Reason)).OrderBy(g => g.Key.PolicyId, StringComparer.Ordinal).ThenBy(g => g.Key.Reason, StringComparer.Ordinal))
        {
            paint.Write("not judged", Styles.Strong).Line($": {group.Key.PolicyId} on {Count(group.Count(), "object")}: {Words.OneLine(group.Key.Reason)}");
        }
        if (unknown.Length > 0) paint.Line("  --namespace names the namespace of objects that state none; --crd tells which kinds have one; --complete says that the files hold all there is", Styles.Faint);
    }

    private static void WriteUnmatched(CheckReport report, Painter paint)
    {
        if (report.UnmatchedKinds.IsEmpty) return;
        paint.Write("no policy", Styles.Strong).Line($" is for {string.Join(", ", report.UnmatchedKinds.Select(k => string.Create(CultureInfo.InvariantCulture, $"{Words.OneLine(k.Kind)} ({k.Count})")))}");
    }

    private static void WriteSkipped(CheckReport report, Painter paint)
    {
        foreach (var group in report.Skipped.GroupBy(s => (s.Reason, s.Command)).OrderBy(g => g.Key.Reason, StringComparer.Ordinal).ThenBy(g => g.Key.Command, StringComparer.Ordinal))
        {
            string[] files = [.. group.Select(s => s.File).Distinct(StringComparer.Ordinal)];
            string which = files.Length == 1 ? files[0] : $"{files[0]} and {Count(files.Length - 1, "other file")}";
            paint.Write("skipped", Styles.Strong).Line($": {Words.OneLine(which)}: {group.Key.Reason}");
            if (group.Key.Command is { } command) paint.Line($"  to judge what it renders: {Words.OneLine(command)} | policykit check -", Styles.Faint);
        }
    }

    /// <summary>One line of sums.</summary>
    public static void WriteSummary(CheckReport report, Painter paint)
    {
        int denies = report.Findings.Count(f => f.Level == FindingLevel.Deny);
        int warnings = report.Findings.Count(f => f.Level == FindingLevel.Warn);
        int audited = report.Findings.Length - denies - warnings;
        paint.Write($"{Count(report.Objects, "object")} in {Count(report.Files, "file")}: ", Styles.Strong)
            .Write(Count(denies, "denial"), denies > 0 ? Styles.Deny : Styles.Good).Write(", ")
            .Write(Count(warnings, "warning"), warnings > 0 ? Styles.Warn : Styles.Good).Write(", ")
            .Write(Count(report.Errors.Length + report.Problems.Length, "error"), report.Errors.Length + report.Problems.Length > 0 ? Styles.Deny : Styles.Good)
            .Write(audited > 0 ? string.Create(CultureInfo.InvariantCulture, $", {audited} only recorded") : "")
            .Write(report.Waived.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $", {report.Waived.Length} waived") : "")
            .Write(string.Create(CultureInfo.InvariantCulture, $", {report.NotJudged.Length} not judged"))
            .Write($", {Count(report.UnmatchedKinds.Sum(k => k.Count), "object")} of no policy's kind")
            .Line(string.Create(CultureInfo.InvariantCulture, $", {report.Skipped.Length} skipped"));
    }
}
