using BenchmarkDotNet.Attributes;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Tables;

/// <summary><em>Restricted</em> over NDJSON of stored Pods (12 KB each), beside as many single ones. All figures are for one Pod.</summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    private const int Pods = 1_000;

    private readonly PolicyProgram _program = RestrictedWorkload.Compile();
    private readonly byte[] _pod = SamplePods.Stored;

    /// <summary>Checks that all are allowed.</summary>
    [GlobalSetup]
    public async Task Prepare()
    {
        if (Single() != Pods || Stream() != Pods || await AsyncStream() != Pods) throw new InvalidOperationException("some Pods are not allowed");
    }

    /// <summary>One Pod again and again.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Pods)]
    public int Single()
    {
        int allowed = 0;
        for (int i = 0; i < Pods; i++) allowed += _program.Evaluate(_pod).Outcome == Outcome.Allow ? 1 : 0;
        return allowed;
    }

    /// <summary>A stream that makes each Pod when it is read.</summary>
    [Benchmark(OperationsPerInvoke = Pods)]
    public int Stream()
    {
        using var pods = new PodStream(Pods);
        return _program.EvaluateMany(pods).Count(d => d.Decision.Outcome == Outcome.Allow);
    }

    /// <summary>The same, read asynchronously.</summary>
    [Benchmark(OperationsPerInvoke = Pods)]
    public async Task<int> AsyncStream()
    {
        await using var pods = new PodStream(Pods);
        int allowed = 0;
        await foreach (StreamDecision decision in _program.EvaluateManyAsync(pods)) allowed += decision.Decision.Outcome == Outcome.Allow ? 1 : 0;
        return allowed;
    }
}
