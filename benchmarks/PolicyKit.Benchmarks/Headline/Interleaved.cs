using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>
/// Times scenarios in rounds, each round all of them in turn, so that what disturbs the machine disturbs all alike; a figure is the median of its rounds.
/// </summary>
internal static class Interleaved
{
    private const int Rounds = 21;
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Nanoseconds that one run of each scenario takes.</summary>
    public static ImmutableDictionary<string, double> Measure(ImmutableArray<Scenario> scenarios)
    {
        var batches = scenarios.Select(s => Math.Max(1, (int)(s_slice.TotalNanoseconds / TimeFor(s, s_warmUp)))).ToArray();
        var rounds = scenarios.Select(_ => new double[Rounds]).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < scenarios.Length; i++) rounds[i][round] = Time(scenarios[i], batches[i]);
        }
        return scenarios.Zip(rounds, (s, r) => KeyValuePair.Create(s.Name, Median(r))).ToImmutableDictionary();
    }

    /// <summary>Nanoseconds that one run takes, of as many runs as fit into a while.</summary>
    public static double TimeFor(Scenario scenario, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        int runs = 0;
        do
        {
            scenario.Run();
            runs++;
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs;
    }

    /// <summary>Bytes that one run allocates on this thread.</summary>
    public static double Allocated(Scenario scenario)
    {
        const int runs = 1000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < runs; i++) scenario.Run();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / runs;
    }

    public static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static double Time(Scenario scenario, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++) scenario.Run();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs;
    }
}
