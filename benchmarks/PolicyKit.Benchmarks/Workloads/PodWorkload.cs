using PolicyKit.Kubernetes;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>A Pod of 8 KB as the API server sends it, compliant with <em>restricted</em>, with managedFields and status; and the whole standard pack over it.</summary>
internal static class PodWorkload
{
    public static byte[] Json { get; } = Resource.Read("pod.json");

    public static PolicyProgram Compile() => StandardPack.Compile();

    /// <exception cref="InvalidOperationException">The Pod is not simply allowed.</exception>
    public static void AssertAllowed(PolicyProgram program)
    {
        if (program.Evaluate(Json) is not { Outcome: Outcome.Allow, Findings.IsEmpty: true }) throw new InvalidOperationException("the Pod is not allowed");
    }
}
