using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>What it costs that evaluations can be ended by a clock and a token: objects that no policy finds anything in, and a policy that takes many steps.</summary>
internal static class LimitScenarios
{
    public const string Group = "limits";
    public const string Free = "limits-free";
    public const string Watched = "limits-watched";
    public const string LongFree = "limits-long-free";
    public const string LongWatched = "limits-long-watched";

    private const string Loop = """
        package loop

        found contains [a, b] if {
            some a in numbers.range(1, 200)
            some b in numbers.range(1, 200)
            a * b == 39999
        }
        """;

    private static readonly EvaluationLimits s_limits = new() { Timeout = TimeSpan.FromHours(1) };
    private static readonly CancellationTokenSource s_never = new();

    public static IEnumerable<Scenario> Prepare()
    {
        PolicyProgram program = RestrictedWorkload.Compile();
        PolicyProgram watched = program.WithLimits(s_limits);
        watched.Warm();
        PolicyQuery loop = PolicyQuery.Compile([SyntaxTree.Parse(Loop, "loop.rego", ParseOptions.Rego)], "x := data.loop.found", out _)!;
        loop.Warm();
        var longWatched = new PolicyInput { Limits = s_limits, Cancellation = s_never.Token };
        return
        [
            new(Free, () => program.Evaluate(SamplePods.Stored.AsSpan()).PoliciesMatched),
            new(Watched, () => watched.Evaluate(SamplePods.Stored.AsSpan(), s_never.Token).PoliciesMatched),
            new(LongFree, () => loop.Evaluate(PolicyInput.Empty, Value.FromObject([])).Count),
            new(LongWatched, () => loop.Evaluate(longWatched, Value.FromObject([])).Count),
        ];
    }
}
