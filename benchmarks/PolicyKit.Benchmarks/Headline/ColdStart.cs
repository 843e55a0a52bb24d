using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PolicyKit.Benchmarks.Workloads;
using PolicyKit.Kubernetes;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>What the pack costs in a fresh process, where nothing is compiled by the JIT yet: measured in processes of its own.</summary>
internal static class ColdStart
{
    private const int Processes = 5;

    private static readonly ImmutableArray<string> s_names =
    [
        "cold: parse the pack, ms",
        "cold: bind the pack, ms",
        "cold: first decision, interpreted, ms",
        "cold: parse, bind and first decision, ms",
        "cold: Warm(), ms",
    ];

    /// <summary>The medians over several processes.</summary>
    public static IEnumerable<Figure> Measure()
    {
        double[][] runs = [.. Enumerable.Range(0, Processes).Select(_ => RunChild())];
        return s_names.Select((name, i) => new Figure(name, Interleaved.Median([.. runs.Select(r => r[i])])));
    }

    /// <summary>Measures this process, which must be fresh, and prints the figures.</summary>
    public static int RunHere()
    {
        long start = Stopwatch.GetTimestamp();
        _ = StandardPack.Trees;
        TimeSpan parsed = Stopwatch.GetElapsedTime(start);
        PolicyProgram program = PodWorkload.Compile();
        TimeSpan bound = Stopwatch.GetElapsedTime(start);
        program.Evaluate(PodWorkload.Json);
        TimeSpan decided = Stopwatch.GetElapsedTime(start);
        program.Warm();
        TimeSpan warm = Stopwatch.GetElapsedTime(start);
        TimeSpan[] figures = [parsed, bound - parsed, decided - bound, decided, warm - decided];
        foreach (TimeSpan figure in figures) Console.WriteLine(figure.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Starts this program once more.</summary>
    public static Process StartHere(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })
        ?? throw new InvalidOperationException("no process was started");

    private static double[] RunChild()
    {
        using Process child = StartHere("--cold");
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"the fresh process ended with {child.ExitCode}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    /// <summary>The assembly, where the process is the <c>dotnet</c> host rather than the program itself.</summary>
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
