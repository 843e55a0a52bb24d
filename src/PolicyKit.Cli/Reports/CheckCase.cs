using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>What became of a case.</summary>
internal enum CaseOutcome
{
    Passed,
    Skipped,
    Failed,
    Broken,
}

/// <summary>A check as CI systems show it: one case for each finding, for each object in which nothing was found, and for whatever could not be judged.</summary>
/// <param name="File">The file.</param>
/// <param name="Position">Where in it; null when the file as a whole is meant.</param>
/// <param name="Name">What was judged by what.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">One sentence; empty when there is nothing to say.</param>
/// <param name="Type">A word or two for what kind of failure it is.</param>
internal sealed record CheckCase(string File, LinePosition? Position, string Name, CaseOutcome Outcome, string Message = "", string Type = "")
{
    /// <summary>The cases of a report, by file and line.</summary>
    /// <param name="report">The report.</param>
    /// <param name="diagnostics">What is wrong with policies and the configuration; of these, errors are cases.</param>
    /// <param name="counts">Whether a finding makes the check fail.</param>
    public static CheckCase[] Of(CheckReport report, IEnumerable<Diagnostic> diagnostics, Func<ReportedFinding, bool> counts)
    {
        var told = report.Findings.Concat(report.Waived).Select(f => (f.Place.File, f.Object))
            .Concat(report.Errors.Select(e => (e.Place.File, e.Object))).Concat(report.NotJudged.Select(n => (n.Place.File, n.Object))).ToHashSet();
        IEnumerable<CheckCase> cases =
        [
            .. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => new CheckCase(d.Location.Source?.Path ?? "policykit", d.Location.Start, d.Id, CaseOutcome.Broken, d.Message, "policy")),
            .. report.Problems.Select(p => new CheckCase(p.File, p.Position, p.Where, CaseOutcome.Broken, p.Message, "input")),
            .. report.Errors.Select(e => new CheckCase(e.Place.File, e.Place.Position, $"{e.Object}: {e.PolicyId}", CaseOutcome.Broken, $"could not be evaluated: {e.Message}", "evaluation")),
            .. report.Findings.Select(f => new CheckCase(f.Place.File, f.Place.Position, NameOf(f), counts(f) ? CaseOutcome.Failed : CaseOutcome.Passed, f.Message, TypeOf(f))),
            .. report.Waived.Select(f => new CheckCase(f.Place.File, f.Place.Position, NameOf(f), CaseOutcome.Skipped, $"waived: {f.Waiver!.Reason}{(f.Waiver.Owner.Length == 0 ? "" : $" ({f.Waiver.Owner})")}")),
            .. report.NotJudged.Select(n => new CheckCase(n.Place.File, n.Place.Position, $"{n.Object}: {n.PolicyId}", CaseOutcome.Skipped, $"not judged: {n.Reason}")),
            .. report.Judged.Where(j => !told.Contains((j.Place.File, j.Object))).Select(j => new CheckCase(j.Place.File, j.Place.Position, j.Object.ToString(), CaseOutcome.Passed)),
            .. report.Skipped.Select(s => new CheckCase(s.File, null, s.File, CaseOutcome.Skipped, s.Reason)),
        ];
        if (!cases.Any()) return [new CheckCase("policykit", null, "check", CaseOutcome.Broken, "there is nothing to check", "input")];
        return [.. cases.OrderBy(c => c.File, StringComparer.Ordinal).ThenBy(c => c.Position?.Line ?? -1).ThenBy(c => c.Position?.Character ?? -1).ThenBy(c => c.Name, StringComparer.Ordinal)];
    }

    private static string NameOf(ReportedFinding finding) => $"{finding.Object}: {finding.Policy.Id}{(finding.Place.Path.Length == 0 ? "" : $" at {finding.Place.Path}")}";

    private static string TypeOf(ReportedFinding finding) => $"{Words.Of(finding.Level)} ({Words.Of(finding.Severity)})";
}
