using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>Gathers decisions into a report.</summary>
internal sealed class ReportBuilder(SourceFiles sources, ImmutableArray<PolicyInfo> policies)
{
    private readonly List<JudgedManifest> _judged = [];
    private readonly List<ReportedFinding> _findings = [];
    private readonly List<ReportedFinding> _waived = [];
    private readonly List<ReportedError> _errors = [];
    private readonly List<ReportedNotJudged> _notJudged = [];
    private readonly Dictionary<string, int> _unmatched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private SecretWords? _words;

    /// <summary>Adds the decision on one object, and what fixes change in its text if that is to be told.</summary>
    public void Add(ReportedObject of, PolicyDocument document, LinePosition position, Decision decision, Func<Fix, ImmutableArray<TextChange>>? changesOf = null)
    {
        // The items of a list share their document.
        if (_words?.Document != document) _words = new SecretWords(document);
        var whole = new ReportedPlace(document.Name, position, "", sources.ExcerptOf(document.Name, position));
        _files.Add(document.Name);
        _judged.Add(new JudgedManifest(of, whole));
        if (decision.PoliciesMatched == 0 && decision.Errors.IsEmpty) _unmatched[of.Kind] = _unmatched.GetValueOrDefault(of.Kind) + 1;
        foreach (Finding finding in decision.Findings) _findings.Add(Report(finding, of, whole, _words, changesOf));
        foreach ((Finding finding, WaiverInfo waiver) in decision.Waived) _waived.Add(Report(finding, of, whole, _words, changesOf: null) with { Waiver = waiver });
        foreach (PolicyError error in decision.Errors)
        {
            int notReached = error.Limit is null ? 0 : decision.NotJudged.Count(n => n.Limit is not null);
            _errors.Add(new ReportedError(error.PolicyId, _words.Mask(error.Message), error.Location, of, whole, LimitOptions.HelpOn(error.Limit), notReached));
        }
        foreach (NotJudged item in decision.NotJudged) _notJudged.Add(new ReportedNotJudged(item.PolicyId, item.Reason, of, whole, item.Limit is null));
    }

    /// <summary>The report; findings of one file come in the order of the text.</summary>
    public CheckReport ToReport(IEnumerable<InputProblem> problems, IEnumerable<SkippedInput> skipped) => new()
    {
        Findings = Sorted(_findings),
        Waived = Sorted(_waived),
        Errors = [.. _errors],
        NotJudged = [.. _notJudged],
        Problems = [.. problems],
        Skipped = [.. skipped],
        UnmatchedKinds = [.. _unmatched.Select(k => new UnmatchedKind(k.Key, k.Value)).OrderBy(k => k.Kind, StringComparer.Ordinal)],
        Policies = policies,
        Files = _files.Count,
        Judged = [.. _judged],
    };

    private static ImmutableArray<ReportedFinding> Sorted(IEnumerable<ReportedFinding> findings) =>
    [
        .. findings.OrderBy(f => f.Place.File, StringComparer.Ordinal)
            .ThenBy(f => f.Place.Position.Line).ThenBy(f => f.Place.Position.Character)
            .ThenBy(f => f.Policy.Id, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal),
    ];

    private ReportedFinding Report(Finding finding, ReportedObject of, ReportedPlace whole, SecretWords words, Func<Fix, ImmutableArray<TextChange>>? changesOf) => new(
        finding.Policy, finding.Level, finding.Severity, words.Mask(finding.Message), of,
        PlaceOf(finding.Place, whole), [.. finding.RelatedPlaces.Select(place => PlaceOf(place, whole))], words.Mask(DetailsOf(finding)), ReportedFix.Of(finding, words, changesOf));

    /// <summary>What a finding says beside its message; Gatekeeper's members for it are called <c>details</c>.</summary>
    private static Value DetailsOf(Finding finding) => finding.Details.Count == 1 && finding.Details.Member("details") is { IsUndefined: false } only ? only : finding.Details;

    /// <summary>A place in a file; one that is in no document is the object as a whole.</summary>
    private ReportedPlace PlaceOf(FindingPlace place, ReportedPlace whole)
    {
        if (place.Document is not { } document) return whole with { Path = place.Path };
        LinePosition position = place.Position ?? whole.Position;
        return new ReportedPlace(document.Name, position, place.Path, sources.ExcerptOf(document.Name, position));
    }
}
