using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyKit.Benchmarks.Headline;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Benchmarks.Scale;

/// <summary>
/// <c>--scale [NAME…]</c>: what each stage takes for modules of doubling size. The growth is the power of the size by which the time rises: 1 is linear, 2 quadratic. Each shape has a process of its own,
/// so that an overflow of the stack shows as such.
/// </summary>
internal static class ScaleRun
{
    private const int Runs = 3;
    private const double LongRun = 500;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly string[] s_stages = ["parse", "text", "bind", "first", "warm", "again"];
    private static readonly byte[] s_pod = Encoding.UTF8.GetBytes("""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "shop"}}""");

    /// <summary>Runs shapes, each in a process of its own.</summary>
    public static int Run(string[] names)
    {
        Console.WriteLine($"{"shape",-22} {"size",9}  {string.Join("  ", s_stages.Select(s => $"{s,14}"))}");
        foreach (Shape shape in Shape.All.Where(s => names.Length == 0 || names.Contains(s.Name)))
        {
            using Process child = ColdStart.StartHere("--scale-here", shape.Name);
            Task<string> output = child.StandardOutput.ReadToEndAsync();
            Task<string> errors = child.StandardError.ReadToEndAsync();
            bool ended = child.WaitForExit(s_limit);
            if (!ended) child.Kill();
            string last = errors.Result.Split('\n').LastOrDefault(l => l.StartsWith("after ", StringComparison.Ordinal)) ?? "at the start";
            Console.WriteLine(ended && child.ExitCode == 0 ? output.Result.TrimEnd() : $"{shape.Name,-22} {shape.Size,9}  {(ended ? "died" : "did not end")} {last}");
        }
        return 0;
    }

    /// <summary>Runs one shape in this process and prints its line.</summary>
    public static int RunHere(string name)
    {
        Shape shape = Shape.All.Single(s => s.Name == name);
        Measure(shape, Math.Min(100, shape.Size / 4));
        double[][] times = [.. new[] { shape.Size / 4, shape.Size / 2, shape.Size }.Select(size => Medians(shape, size))];
        IEnumerable<string> cells = s_stages.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{times[2][i],8:0} {Growth(times, i),5}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shape.Name,-22} {shape.Size,9}  {string.Join("  ", cells)}  {s_outcome}"));
        return 0;
    }

    private static string s_outcome = "";

    /// <summary>Of times too short to say anything, nothing is said.</summary>
    private static string Growth(double[][] times, int stage) =>
        times[2][stage] < 10 ? "" : Math.Log2(times[2][stage] / times[1][stage]).ToString("^0.0", CultureInfo.InvariantCulture);

    private static double[] Medians(Shape shape, int size)
    {
        var runs = new List<double[]> { Measure(shape, size) };
        while (runs.Count < Runs && runs[^1].Sum() < LongRun) runs.Add(Measure(shape, size));
        return [.. s_stages.Select((_, i) => Interleaved.Median([.. runs.Select(r => r[i])]))];
    }

    /// <summary>Milliseconds of each stage.</summary>
    private static double[] Measure(Shape shape, int size)
    {
        string text = shape.Text(size);
        var watch = new Stages(size);
        SyntaxTree tree = SyntaxTree.Parse(text, "scale.rego", shape.Options);
        watch.Next();
        if (tree.Root.ToFullString() != text) throw new InvalidOperationException("the tree does not give its text back");
        watch.Next();
        if (Compile(shape, tree, out ImmutableArray<Diagnostic> diagnostics) is not var (evaluate, warm))
        {
            watch.Next();
            s_outcome = $"{diagnostics.Length} diagnostics: {diagnostics[0].Message}";
            return watch.Times;
        }
        watch.Next();
        s_outcome = evaluate();
        watch.Next();
        warm();
        watch.Next();
        evaluate();
        watch.Next();
        return watch.Times;
    }

    private static (Func<string> Evaluate, Action Warm)? Compile(Shape shape, SyntaxTree tree, out ImmutableArray<Diagnostic> diagnostics)
    {
        if (shape.Query is null)
        {
            EmitResult result = Compilation.Create([tree], KubernetesDomain.Instance).Emit();
            diagnostics = result.Diagnostics;
            return result.Program is not { } program ? null : (() => Outcome(program.Evaluate(s_pod)), program.Warm);
        }
        PolicyQuery? query = PolicyQuery.Compile([tree], shape.Query, out diagnostics);
        return query is null ? null : (() => Outcome(query), query.Warm);
    }

    private static string Outcome(Decision decision) => decision.Errors is [{ } error, ..] ? error.Message : decision.Outcome.ToString();

    private static string Outcome(PolicyQuery query)
    {
        try
        {
            string value = query.Evaluate(PolicyInput.Empty with { Input = Value.FromObject([new(Value.FromString("x"), Value.FromInt64(-1))]) }, Value.FromObject([])).ToString();
            return value.Length > 40 ? $"{value[..40]}…" : value;
        }
        catch (EvaluationException exception)
        {
            return exception.Message;
        }
    }

    private sealed class Stages(int size)
    {
        private readonly double[] _times = new double[s_stages.Length];
        private int _stage;
        private long _start = Stopwatch.GetTimestamp();

        public double[] Times => _times;

        public void Next()
        {
            _times[_stage] = Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
            Console.Error.WriteLine($"after {s_stages[_stage++]} of size {size}");
            _start = Stopwatch.GetTimestamp();
        }
    }
}
