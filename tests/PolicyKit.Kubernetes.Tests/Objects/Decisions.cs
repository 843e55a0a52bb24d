using System.Text;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>Decisions as text, and what they allocate.</summary>
internal static class Decisions
{
    public static string Print(Decision decision)
    {
        var text = new StringBuilder($"{decision.Outcome} {decision.PoliciesMatched}");
        foreach (Finding f in decision.Findings) text.Append($"\n{f.Level} {f.PolicyId} {f.Path} {f.Message} {string.Join(' ', f.RelatedPlaces)}");
        foreach (PolicyError e in decision.Errors) text.Append($"\n{e.PolicyId} {e.Kind} {e.Message}");
        foreach (NotJudged n in decision.NotJudged) text.Append($"\n{n.PolicyId} {n.Reason}");
        return text.ToString();
    }

    /// <summary>The least that one call allocates: now and then one starts work in the background.</summary>
    public static long Allocated<T>(Func<T> judge) => Enumerable.Range(0, 500).Min(_ =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        judge();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
