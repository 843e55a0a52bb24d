using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PolicyKit.Benchmarks.Workloads;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Gatekeeper;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>What the pack costs in a fresh process, where nothing is compiled by the JIT yet: measured in processes of its own.</summary>
internal static class ColdStart
{
    private const int Processes = 5;

    private static readonly ImmutableArray<(string Name, double? Target)> s_pack =
    [
        ("cold: parse the pack, ms", null),
        ("cold: bind the pack, ms", null),
        ("cold: first decision, interpreted, ms", null),
        ("cold: parse, bind and first decision, ms", null),
        ("cold: Warm(), ms", null),
    ];

    private static readonly ImmutableArray<(string Name, double? Target)> s_compiled =
    [
        ("cold: load the compiled pack, ms", null),
        ("cold: first decision by the compiled pack, ms", null),
        ("cold: compiled pack, load and first decision, ms", null),
    ];

    private static readonly ImmutableArray<(string Name, double? Target)> s_gatekeeper =
    [
        ("cold: read and parse the Gatekeeper library, ms", null),
        ("cold: bind the Gatekeeper library, ms", null),
        ("cold: first decision by the Gatekeeper library, ms", null),
        ("cold: Gatekeeper library from files to first decision, ms", 1000),
    ];

    /// <summary>The medians over several processes.</summary>
    public static IEnumerable<Figure> Measure() =>
        [.. Measure("--cold", s_pack), .. Measure("--cold-compiled", s_compiled), .. GatekeeperWorkload.IsThere ? Measure("--cold-gatekeeper", s_gatekeeper) : []];

    private static IEnumerable<Figure> Measure(string argument, ImmutableArray<(string Name, double? Target)> figures)
    {
        double[][] runs = [.. Enumerable.Range(0, Processes).Select(_ => RunChild(argument))];
        return figures.Select((figure, i) => new Figure(figure.Name, Interleaved.Median([.. runs.Select(r => r[i])]), figure.Target));
    }

    /// <summary>Measures the Gatekeeper library in this process, which must be fresh, and prints the figures.</summary>
    public static int RunGatekeeperHere()
    {
        long start = Stopwatch.GetTimestamp();
        GatekeeperLibrary library = GatekeeperWorkload.Load();
        TimeSpan parsed = Stopwatch.GetElapsedTime(start);
        PolicyProgram program = GatekeeperWorkload.Compile(library);
        TimeSpan bound = Stopwatch.GetElapsedTime(start);
        program.Evaluate(PodWorkload.Json);
        TimeSpan decided = Stopwatch.GetElapsedTime(start);
        return Print([parsed, bound - parsed, decided - bound, decided]);
    }

    /// <summary>Measures this process, which must be fresh, and prints the figures.</summary>
    public static int RunHere()
    {
        long start = Stopwatch.GetTimestamp();
        _ = StandardPack.Trees;
        TimeSpan parsed = Stopwatch.GetElapsedTime(start);
        PolicyProgram program = Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance).Emit().Program!;
        TimeSpan bound = Stopwatch.GetElapsedTime(start);
        program.Evaluate(PodWorkload.Json);
        TimeSpan decided = Stopwatch.GetElapsedTime(start);
        program.Warm();
        TimeSpan warm = Stopwatch.GetElapsedTime(start);
        return Print([parsed, bound - parsed, decided - bound, decided, warm - decided]);
    }

    /// <summary>Measures the compiled pack in this process, which must be fresh, and prints the figures.</summary>
    public static int RunCompiledHere()
    {
        long start = Stopwatch.GetTimestamp();
        PolicyProgram program = PodWorkload.Compile();
        TimeSpan loaded = Stopwatch.GetElapsedTime(start);
        program.Evaluate(PodWorkload.Json);
        TimeSpan decided = Stopwatch.GetElapsedTime(start);
        return Print([loaded, decided - loaded, decided]);
    }

    private static int Print(TimeSpan[] figures)
    {
        foreach (TimeSpan figure in figures) Console.WriteLine(figure.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Starts this program once more.</summary>
    public static Process StartHere(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })
        ?? throw new InvalidOperationException("no process was started");

    private static double[] RunChild(string argument)
    {
        using Process child = StartHere(argument);
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"the fresh process ended with {child.ExitCode}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    /// <summary>The assembly, where the process is the <c>dotnet</c> host rather than the program itself.</summary>
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
