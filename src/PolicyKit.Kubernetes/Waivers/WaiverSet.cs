using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>The waivers that decisions go by, and which of them were of use. Thread-safe.</summary>
/// <param name="waivers">The waivers.</param>
/// <param name="clock">The time where an input tells none: a waiver that expires must not outlive its day because nobody said which it is.</param>
internal sealed class WaiverSet(ImmutableArray<Waiver> waivers, TimeProvider clock)
{
    private readonly int[] _uses = new int[waivers.Length];

    public bool IsEmpty => waivers.IsEmpty;

    /// <summary>Those that covered nothing.</summary>
    public IEnumerable<Waiver> Unused => waivers.Where((_, i) => Volatile.Read(ref _uses[i]) == 0);

    public IEnumerable<Waiver> Expired(DateTimeOffset? now = null) => waivers.Where(w => w.HasExpired(now ?? clock.GetUtcNow()));

    /// <summary>The first waiver that covers a finding; null when none does. Those after it are of use too.</summary>
    public Waiver? Find(JudgedObject judged, Finding finding, DateTimeOffset? now)
    {
        Waiver? first = null;
        for (int i = 0; i < waivers.Length; i++)
        {
            if (!waivers[i].Covers(judged, finding) || waivers[i].HasExpired(now ?? clock.GetUtcNow())) continue;
            Interlocked.Increment(ref _uses[i]);
            first ??= waivers[i];
        }
        return first;
    }
}
