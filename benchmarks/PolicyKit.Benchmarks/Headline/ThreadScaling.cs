using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>How two threads judge beside one, over how two threads calculate beside one: all four in turn in each round, so that what else the machine does counts for each alike.</summary>
internal static class ThreadScaling
{
    private const int Rounds = 31;
    private const int Threads = 2;
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(40);

    public static IEnumerable<Figure> Measure()
    {
        PolicyProgram program = RestrictedWorkload.Compile();
        byte[] pod = SamplePods.Stored;
        (double judging, double calculating) = Scaling(() => program.Evaluate(pod).PoliciesMatched, Calculate);
        yield return new Figure("threads: 2 threads judge ÷ 1 thread", judging, IsRate: true);
        yield return new Figure("threads: scaling of judging ÷ scaling of arithmetic", judging / calculating, Target: 0.95, IsRate: true);
    }

    private static (double First, double Second) Scaling(Func<int> first, Func<int> second)
    {
        double[][] rates = [new double[Rounds], new double[Rounds], new double[Rounds], new double[Rounds]];
        for (int round = -1; round < Rounds; round++)
        {
            double[] measured = [Rate(first, 1), Rate(second, 1), Rate(first, Threads), Rate(second, Threads)];
            // The first round only warms up.
            for (int i = 0; round >= 0 && i < measured.Length; i++) rates[i][round] = measured[i];
        }
        double[] medians = [.. rates.Select(Interleaved.Median)];
        return (medians[2] / medians[0], medians[3] / medians[1]);
    }

    /// <summary>Runs in a second, by all threads together.</summary>
    private static double Rate(Func<int> work, int threads)
    {
        using var barrier = new Barrier(threads);
        double[] rates = new double[threads];
        Thread[] all = [.. Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            rates[i] = 1e9 / Interleaved.TimeFor(new Scenario("", work), s_slice);
        }))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) thread.Join();
        return rates.Sum();
    }

    /// <summary>About as long as judging an object, on registers alone.</summary>
    private static int Calculate()
    {
        ulong state = 1;
        for (int i = 0; i < 4_000; i++) state = (state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
        return (int)(state >> 33);
    }
}
