using System.Collections.Immutable;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary><c>--copies N</c>: what so many copies of <em>restricted</em> cost over one. Compiling a hundred takes longer than the headline may.</summary>
internal static class CopiesRun
{
    private const string One = "one";
    private const string Many = "copies";

    public static int Run(int count)
    {
        PolicyProgram one = RestrictedWorkload.Compile();
        PolicyProgram copies = RestrictedWorkload.Copies(count);
        byte[] pod = SamplePods.Stored;
        ImmutableArray<Scenario> scenarios = [new(One, () => one.Evaluate(pod).PoliciesMatched), new(Many, () => copies.Evaluate(pod).PoliciesMatched)];
        var results = new Results(scenarios, Interleaved.Measure(scenarios));
        Console.WriteLine(new Figure($"growth: {count} copies of the pack ÷ one", results.Ratio(Many, One), Target: count));
        return 0;
    }
}
