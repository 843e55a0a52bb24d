using System.Text;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>Decisions as text, and what they allocate.</summary>
internal static class Decisions
{
    private const int Rounds = 5;
    private const int CallsOfRound = 200;
    private static readonly TimeSpan RestBetweenRounds = TimeSpan.FromMilliseconds(150);

    public static string Print(Decision decision)
    {
        var text = new StringBuilder($"{decision.Outcome} {decision.PoliciesMatched}");
        foreach (Finding f in decision.Findings) text.Append($"\n{f.Level} {f.PolicyId} {f.Path} {f.Message} {string.Join(' ', f.RelatedPlaces)}");
        foreach (PolicyError e in decision.Errors) text.Append($"\n{e.PolicyId} {e.Kind} {e.Message}");
        foreach (NotJudged n in decision.NotJudged) text.Append($"\n{n.PolicyId} {n.Reason}");
        return text.ToString();
    }

    /// <summary>The least that one call allocates: now and then one starts work in the background, and code that the runtime has not optimised yet allocates what it does not need.</summary>
    public static long Allocated<T>(Func<T> judge) => Enumerable.Range(0, Rounds).Min(round =>
    {
        if (round > 0) Thread.Sleep(RestBetweenRounds);
        return Enumerable.Range(0, CallsOfRound).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            judge();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    });
}
