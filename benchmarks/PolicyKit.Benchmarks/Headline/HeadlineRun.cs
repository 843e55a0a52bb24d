using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary><c>--headline</c>: the figures that say where the engine stands, in one run of less than a minute.</summary>
internal static class HeadlineRun
{
    private const double Microsecond = 1000;
    private const double WholeWithin = 2;
    private const double WatchedWithin = 1.03;

    public static int Run()
    {
        ImmutableArray<Scenario> scenarios = Scenario.Prepare();
        var results = new Results(scenarios, Interleaved.Measure(scenarios));
        IEnumerable<Figure> figures = [.. RestrictedFigures.From(results), .. Whole(results), .. Pod(results), .. Rego(results), Parse(results), .. Limits(results), .. ThreadScaling.Measure(), .. ColdStart.Measure()];
        foreach (Figure figure in figures) Console.WriteLine(figure);
        return 0;
    }

    /// <summary><c>--threads</c>: what limits cost and how threads scale, without the rest.</summary>
    public static int Threads()
    {
        ImmutableArray<Scenario> scenarios = [.. LimitScenarios.Prepare()];
        IEnumerable<Figure> figures = [.. Limits(new Results(scenarios, Interleaved.Measure(scenarios))), .. ThreadScaling.Measure()];
        foreach (Figure figure in figures) Console.WriteLine(figure);
        return 0;
    }

    private static IEnumerable<Figure> Whole(Results results) =>
    [
        new("whole pack: default profile ÷ restricted, 12 KB from bytes", results.Ratio(WholeScenarios.Default, WholeScenarios.Restricted), Target: WholeWithin),
        new("whole pack: everything ÷ restricted, 12 KB from bytes", results.Ratio(WholeScenarios.ZeroTrust, WholeScenarios.Restricted), Target: WholeWithin),
        new("whole pack: default profile, allocated bytes", results.Allocated(WholeScenarios.Default)),
    ];

    private static IEnumerable<Figure> Pod(Results results) =>
    [
        new("pod: bytes to decision, whole pack, µs", results.Microseconds(PodScenarios.Bytes)),
        new("pod: bytes to decision ÷ JsonDocument.Parse", results.Ratio(PodScenarios.Bytes, PodScenarios.Parse)),
        new("pod: parsed document to decision, µs", results.Microseconds(PodScenarios.Parsed)),
        new("pod: reading alone ÷ JsonDocument.Parse", results.Ratio(PodScenarios.Read, PodScenarios.Parse)),
        new("pod: JsonDocument.Parse, µs", results.Microseconds(PodScenarios.Parse)),
        new("pod: bytes to decision, allocated bytes", results.Allocated(PodScenarios.Bytes)),
        new("pod: parsed document to decision, allocated bytes", results.Allocated(PodScenarios.Parsed)),
        new("pod: bytes to decision, interpreted tier, µs", Interpreted() / Microsecond),
    ];

    private static IEnumerable<Figure> Rego(Results results) =>
    [
        new("rego: Deployment from bytes, µs", results.Microseconds(RegoScenarios.Bytes)),
        new("rego: Deployment from a parsed document, µs", results.Microseconds(RegoScenarios.Parsed)),
        new("rego: Deployment from bytes ÷ JsonDocument.Parse", results.Ratio(RegoScenarios.Bytes, RegoScenarios.Parse), Target: 0.5),
        new("rego: Deployment from a parsed document ÷ JsonDocument.Parse", results.Ratio(RegoScenarios.Parsed, RegoScenarios.Parse), Target: 0.38),
    ];

    private static IEnumerable<Figure> Limits(Results results) =>
    [
        new("limits: 12 KB from bytes with timeout and token ÷ without", results.Ratio(LimitScenarios.Watched, LimitScenarios.Free), Target: WatchedWithin),
        new("limits: 40,000 steps with timeout and token ÷ without", results.Ratio(LimitScenarios.LongWatched, LimitScenarios.LongFree), Target: WatchedWithin),
    ];

    private static Figure Parse(Results results) =>
        new("parse: policy text, MB/s", ParseWorkload.Size / results.Microseconds(ParseScenarios.Policies), Target: 3, IsRate: true);

    /// <summary>Nanoseconds of an evaluation before the program is compiled to machine code: a fresh program, and few enough evaluations that it stays so.</summary>
    private static double Interpreted()
    {
        const int warmUp = 40;
        const int measured = 120;
        PolicyProgram program = PodWorkload.Compile();
        for (int i = 0; i < warmUp; i++) program.Evaluate(PodWorkload.Json);
        var times = new double[measured];
        for (int i = 0; i < measured; i++)
        {
            long start = Stopwatch.GetTimestamp();
            program.Evaluate(PodWorkload.Json);
            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }
        return Interleaved.Median(times);
    }
}
