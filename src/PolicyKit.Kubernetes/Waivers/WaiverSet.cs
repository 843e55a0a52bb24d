using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>The waivers that decisions go by, and which of them were of use. Thread-safe.</summary>
/// <param name="waivers">The waivers.</param>
/// <param name="clock">The time where an input tells none: a waiver that expires must not outlive its day because nobody said which it is.</param>
internal sealed class WaiverSet(ImmutableArray<Waiver> waivers, TimeProvider clock)
{
    private readonly int[] _uses = new int[waivers.Length];
    private readonly PartlyCovered?[] _partly = new PartlyCovered?[waivers.Length];

    public bool IsEmpty => waivers.IsEmpty;

    /// <summary>Those that covered nothing, nor a part of anything.</summary>
    public IEnumerable<Waiver> Unused => waivers.Where((_, i) => Volatile.Read(ref _uses[i]) == 0 && Volatile.Read(ref _partly[i]) is null);

    /// <summary>Those that covered a part of a finding, of which something else was left; one such finding of each.</summary>
    public IEnumerable<(Waiver Waiver, PartlyCovered Finding)> Partial => waivers.Select((waiver, i) => (waiver, Volatile.Read(ref _partly[i]))).Where(pair => pair.Item2 is not null).Select(pair => (pair.waiver, pair.Item2!));

    public IEnumerable<Waiver> Expired(DateTimeOffset? now = null) => waivers.Where(w => w.HasExpired(now ?? clock.GetUtcNow()));

    /// <summary>
    /// What covers a finding: the first waiver that covers all its places, or those that together do; null where a place is left. Every waiver that covers a place of a finding which is waived is of use.
    /// </summary>
    public WaiverInfo? Find(JudgedObject judged, Finding finding, DateTimeOffset? now)
    {
        DateTimeOffset today = now ?? clock.GetUtcNow();
        ImmutableArray<FindingPlace> places = finding.RelatedPlaces.Insert(0, finding.Place);
        List<(int Index, bool[] Covered)> covering = [];
        for (int i = 0; i < waivers.Length; i++)
        {
            Waiver waiver = waivers[i];
            if (!waiver.IsFor(finding.PolicyId) || !waiver.IsForObject(judged) || waiver.HasExpired(today)) continue;
            bool[] covered = [.. places.Select(place => waiver.CoversAt(judged, place))];
            if (covered.Contains(true)) covering.Add((i, covered));
        }
        if (covering.Count == 0) return null;
        if (Enumerable.Range(0, places.Length).Any(place => !covering.Exists(c => c.Covered[place])))
        {
            foreach ((int index, bool[] covered) in covering) Note(index, PartlyCovered.Of(judged, finding, places.Where((_, place) => !covered[place])));
            return null;
        }
        foreach ((int index, _) in covering) Interlocked.Increment(ref _uses[index]);
        return covering.Find(c => !c.Covered.Contains(false)) is { Covered: not null } whole ? waivers[whole.Index].Info : Join([.. covering.Select(c => waivers[c.Index].Info)]);
    }

    /// <summary>Several waivers as one that ends with the first of them.</summary>
    private static WaiverInfo Join(WaiverInfo[] infos) => new(
        string.Join("; ", infos.Select(i => i.Reason).Distinct(StringComparer.Ordinal)), string.Join(", ", infos.Select(i => i.Owner).Distinct(StringComparer.Ordinal)), infos.Min(i => i.Expires), infos[0].Location);

    /// <summary>Keeps the first in the order of the text, whichever thread comes first.</summary>
    private void Note(int index, PartlyCovered found)
    {
        for (PartlyCovered? known = Volatile.Read(ref _partly[index]); known is null || found.CompareTo(known) < 0;)
        {
            PartlyCovered? before = Interlocked.CompareExchange(ref _partly[index], found, known);
            if (before == known) return;
            known = before;
        }
    }
}
