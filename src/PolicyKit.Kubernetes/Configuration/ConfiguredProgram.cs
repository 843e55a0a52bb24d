using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Waivers;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>A program with what a configuration says.</summary>
/// <param name="Program">The program; null when there are errors.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record ConfiguredProgram(PolicyProgram? Program, ImmutableArray<Diagnostic> Diagnostics)
{
    internal WaiverSet? WaiverSet { get; init; }

    /// <summary>Ids of policies that would be judged if nothing else had been asked for.</summary>
    internal ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>What there is to know of waivers, after everything was judged: which have expired, which cover a part of a finding only, and which covered nothing.</summary>
    /// <param name="now">The time by which they expire; that of the program's clock when left out.</param>
    public ImmutableArray<Diagnostic> DiagnoseWaivers(DateTimeOffset? now = null) => Diagnose(_ => true, now);

    /// <summary>As the other, after some of the objects were judged that there are: a waiver that none of them, or none of the policies that were asked for, has to do with may well be of use. It is only counted.</summary>
    /// <param name="judged">What was judged.</param>
    /// <param name="now">The time by which waivers expire; that of the program's clock when left out.</param>
    public ImmutableArray<Diagnostic> DiagnoseWaivers(IEnumerable<PolicyInput> judged, DateTimeOffset? now = null)
    {
        var domain = Program?.Domain as KubernetesDomain;
        JudgedObject[] objects = [.. judged.Select(input => new JudgedObject(input, domain))];
        return Diagnose(waiver => IsJudged(waiver) && objects.Any(waiver.IsMeantFor), now);
    }

    private ImmutableArray<Diagnostic> Diagnose(Func<Waiver, bool> isConcerned, DateTimeOffset? now)
    {
        if (WaiverSet is null) return [];
        ImmutableArray<Waiver> expired = [.. WaiverSet.Expired(now)];
        ILookup<bool, Waiver> unused = WaiverSet.Unused.Except(expired).ToLookup(isConcerned);
        ImmutableArray<Waiver> others = [.. unused[false]];
        return
        [
            .. expired.Select(w => Diagnostic.Create(ConfigurationDescriptors.ExpiredWaiver, w.Info.Location, Format(w), w.Info.Owner)),
            .. WaiverSet.Partial.Select(p => Diagnostic.Create(ConfigurationDescriptors.PartialWaiver, p.Waiver.Info.Location, p.Finding.PolicyId, p.Finding.Object, p.Finding.Left)),
            .. unused[true].Select(w => Diagnostic.Create(ConfigurationDescriptors.UnusedWaiver, w.Info.Location)),
            .. others.IsEmpty ? ImmutableArray<Diagnostic>.Empty : [Diagnostic.Create(ConfigurationDescriptors.WaiversOfOthers, others[0].Info.Location, Count(others.Length - 1))],
        ];
    }

    private bool IsJudged(Waiver waiver) => !LeftOut.Any(waiver.IsFor) || Program!.Policies.Any(policy => waiver.IsFor(policy.Id));

    private static string Count(int more) => more switch
    {
        0 => "this waiver is",
        1 => "this waiver and 1 other are",
        _ => string.Create(CultureInfo.InvariantCulture, $"this waiver and {more} others are"),
    };

    private static string Format(Waiver waiver) => waiver.Info.Expires!.Value.ToString(WaiverReader.DateFormat, CultureInfo.InvariantCulture);
}
