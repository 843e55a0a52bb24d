using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary><c>--headline</c>: the figures that say where the engine stands, in one run of less than a minute.</summary>
internal static class HeadlineRun
{
    private const double Microsecond = 1000;

    public static int Run()
    {
        ImmutableArray<Scenario> scenarios = Scenario.Prepare();
        ImmutableDictionary<string, double> times = Interleaved.Measure(scenarios);
        IEnumerable<Figure> figures = [.. Pod(scenarios, times), .. Rego(times), Parse(times), .. ColdStart.Measure()];
        foreach (Figure figure in figures) Console.WriteLine(figure);
        return 0;
    }

    private static IEnumerable<Figure> Pod(ImmutableArray<Scenario> scenarios, ImmutableDictionary<string, double> times)
    {
        double decision = times[Scenario.PodBytes];
        double evaluation = times[Scenario.PodParsed];
        double handWritten = times[Scenario.PodHandWritten];
        return
        [
            new("pod: bytes to decision, whole pack, µs", decision / Microsecond),
            new("pod: bytes to decision ÷ JsonDocument.Parse", decision / times[Scenario.PodParse]),
            new("pod: bytes to decision ÷ hand-written check on a parsed JsonElement", decision / handWritten),
            new("pod: parsed document to decision, µs", evaluation / Microsecond),
            new("pod: parsed document to decision ÷ hand-written check on a parsed JsonElement", evaluation / handWritten),
            new("pod: reading alone ÷ JsonDocument.Parse", times[Scenario.PodRead] / times[Scenario.PodParse]),
            new("pod: JsonDocument.Parse, µs", times[Scenario.PodParse] / Microsecond),
            new("pod: hand-written check, µs", handWritten / Microsecond),
            new("pod: bytes to decision, allocated bytes", Allocated(scenarios, Scenario.PodBytes)),
            new("pod: parsed document to decision, allocated bytes", Allocated(scenarios, Scenario.PodParsed)),
            new("pod: bytes to decision, interpreted tier, µs", Interpreted() / Microsecond),
        ];
    }

    private static IEnumerable<Figure> Rego(ImmutableDictionary<string, double> times) =>
    [
        new("rego: Deployment from bytes, µs", times[Scenario.RegoBytes] / Microsecond),
        new("rego: Deployment from a parsed document, µs", times[Scenario.RegoParsed] / Microsecond),
        new("rego: Deployment from bytes ÷ JsonDocument.Parse", times[Scenario.RegoBytes] / times[Scenario.RegoParse]),
        new("rego: Deployment from a parsed document ÷ JsonDocument.Parse", times[Scenario.RegoParsed] / times[Scenario.RegoParse], Target: 0.38),
    ];

    private static Figure Parse(ImmutableDictionary<string, double> times) =>
        new("parse: policy text, MB/s", ParseWorkload.Size * Microsecond / times[Scenario.ParsePolicies], Target: 3, IsRate: true);

    private static double Allocated(ImmutableArray<Scenario> scenarios, string name) => Interleaved.Allocated(scenarios.Single(s => s.Name == name));

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
