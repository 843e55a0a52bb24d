using System.Text.Json;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>Holds the pack and the hand-written check against each other before either is timed.</summary>
internal static class Agreement
{
    /// <exception cref="InvalidOperationException">They differ on a variant of the Pod.</exception>
    public static void AssertSameVerdicts(PolicyProgram program)
    {
        foreach ((string name, byte[] json) in PodWorkload.Variants)
        {
            using var document = JsonDocument.Parse(json);
            BaselineChecks handWritten = HandWrittenCheck.Check(document.RootElement);
            BaselineChecks pack = PodWorkload.BrokenChecks(program.Evaluate(json));
            if (handWritten != pack) throw new InvalidOperationException($"{name}: the pack says {pack}, the hand-written check {handWritten}");
        }
        if (program.Evaluate(PodWorkload.Json) is not { Outcome: Outcome.Allow, Findings.IsEmpty: true }) throw new InvalidOperationException("the Pod is not allowed");
    }
}
