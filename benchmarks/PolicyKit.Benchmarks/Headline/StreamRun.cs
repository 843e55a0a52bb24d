using System.Diagnostics;
using System.Globalization;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary><c>--ndjson COUNT</c>: judges a stream of Pods, one a line, beside one Pod judged as often; and what memory it takes.</summary>
internal static class StreamRun
{
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static int Run(int count)
    {
        PolicyProgram program = RestrictedWorkload.Compile();
        byte[] pod = SamplePods.Stored;
        var single = new Scenario("single", () => program.Evaluate(pod).PoliciesMatched);
        Interleaved.TimeFor(single, s_warmUp);
        long start = Stopwatch.GetTimestamp();
        int allowed = program.EvaluateMany(new PodStream(count)).Count(d => d.Decision.Outcome == Outcome.Allow);
        double each = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
        if (allowed != count) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{allowed} of {count} Pods are allowed"));
        Console.WriteLine(new Figure($"ndjson: {count} Pods, µs each", each / 1000));
        Console.WriteLine(new Figure("ndjson: time of a Pod ÷ that of one Pod again and again", each / Interleaved.TimeFor(single, s_warmUp)));
        Console.WriteLine(new Figure("ndjson: peak working set, MB", Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte, Target: 200));
        return 0;
    }
}
