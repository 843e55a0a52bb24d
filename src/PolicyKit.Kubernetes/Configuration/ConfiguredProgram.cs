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

    /// <summary>Warnings about waivers, after everything was judged: of those that have expired, and of those that covered nothing.</summary>
    /// <param name="now">The time by which they expire; that of the program's clock when left out.</param>
    public ImmutableArray<Diagnostic> DiagnoseWaivers(DateTimeOffset? now = null)
    {
        if (WaiverSet is null) return [];
        ImmutableArray<Waiver> expired = [.. WaiverSet.Expired(now)];
        return
        [
            .. expired.Select(w => Diagnostic.Create(ConfigurationDescriptors.ExpiredWaiver, w.Info.Location, Format(w), w.Info.Owner)),
            .. WaiverSet.Unused.Except(expired).Select(w => Diagnostic.Create(ConfigurationDescriptors.UnusedWaiver, w.Info.Location)),
        ];
    }

    private static string Format(Waiver waiver) => waiver.Info.Expires!.Value.ToString(WaiverReader.DateFormat, CultureInfo.InvariantCulture);
}
