using System.Text;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Budgets;

public sealed class LimitTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"a":"1","b":"2","c":"3"}}}""";
    private const string Many = "some i in numbers.range(1, 100000); i < 0";

    [Theory]
    [InlineData("MaxSteps", "deny if { " + Many + " }", "the evaluation took more than 10 steps")]
    [InlineData("MaxDepth", "deny if data.t.p11", "rules and functions called each other more than 10 deep")]
    [InlineData("MaxFindings", "deny because $\"{i}\" if some i in numbers.range(1, 11)", "there are more than 10 findings")]
    [InlineData("MaxOutput", "deny because \"0123456789+\" if true", "the output is larger than 10 characters and members")]
    [InlineData("MaxOutput", "deny at object.metadata.labels if true", "the output is larger than 10 characters and members")]
    public void A_policy_that_exceeds_a_limit_is_an_error_that_names_it(string limit, string statement, string message)
    {
        EvaluationLimits limits = limit switch
        {
            "MaxSteps" => new() { MaxSteps = 10 },
            "MaxDepth" => new() { MaxDepth = 10 },
            "MaxFindings" => new() { MaxFindings = 10 },
            _ => new() { MaxOutput = 10 },
        };
        PolicyProgram program = Program("p", statement);
        Assert.Empty(program.Evaluate(Encoding.UTF8.GetBytes(Pod)).Errors);
        PolicyError error = Assert.Single(program.WithLimits(limits).Evaluate(Encoding.UTF8.GetBytes(Pod)).Errors);
        Assert.Equal(("t.p", EvaluationErrorKind.BudgetExceeded, limit, message), (error.PolicyId, error.Kind, error.Limit, error.Message));
    }

    [Fact]
    public void Policies_judged_before_the_end_keep_their_results_and_the_others_are_not_judged()
    {
        PolicyProgram program = Program("a", "deny because \"first\" if object.metadata.name == \"a\"", "b", $"deny if {{ {Many} }}", "c", "deny if object.metadata.name == \"a\"")
            .WithLimits(new EvaluationLimits { MaxSteps = 1000 });
        Decision decision = program.Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal(Outcome.Error, decision.Outcome);
        Assert.Equal(["first"], decision.Findings.Select(f => f.Message));
        Assert.Equal([("t.b", "the evaluation took more than 1000 steps")], decision.Errors.Select(e => (e.PolicyId, e.Message)));
        Assert.Equal([("t.c", "before it, the evaluation took more than 1000 steps", nameof(EvaluationLimits.MaxSteps))], decision.NotJudged.Select(n => (n.PolicyId, n.Reason, n.Limit)));
    }

    [Fact]
    public void The_limits_of_the_input_count_before_those_of_the_program()
    {
        PolicyProgram program = Program("p", $"deny if {{ {Many} }}").WithLimits(new EvaluationLimits { MaxSteps = 10 });
        var input = new PolicyInput { Object = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(Pod)).Root };
        Assert.Equal(Outcome.Error, program.Evaluate(input).Outcome);
        Assert.Equal(Outcome.Allow, program.Evaluate(input with { Limits = EvaluationLimits.Default }).Outcome);
    }

    [Fact]
    public void A_warm_program_ends_as_a_cold_one_does()
    {
        PolicyProgram program = Program("p", "deny if { some l in object.metadata.labels; some m in object.metadata.labels; l == concat(\"\", [m, m]) }").WithLimits(new EvaluationLimits { MaxSteps = 8 });
        Decision cold = program.Evaluate(Encoding.UTF8.GetBytes(Pod));
        program.Warm();
        Decision warm = program.Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal(EvaluationErrorKind.BudgetExceeded, Assert.Single(cold.Errors).Kind);
        Assert.Equal(cold.Errors.AsEnumerable(), warm.Errors);
    }

    [Fact]
    public void Time_ends_an_evaluation_by_the_given_clock()
    {
        var clock = new SteppingClock(TimeSpan.FromMilliseconds(1));
        EvaluationLimits limits = new() { Timeout = TimeSpan.FromMilliseconds(5), Clock = clock };
        PolicyError error = Assert.Single(Program("p", $"deny if {{ {Many} }}").WithLimits(limits).Evaluate(Encoding.UTF8.GetBytes(Pod)).Errors);
        Assert.Equal(("t.p", nameof(EvaluationLimits.Timeout), "the evaluation took longer than 5 ms"), (error.PolicyId, error.Limit, error.Message));
        // It starts, it is looked at before the policy, and then after each slice of steps.
        Assert.Equal(6, clock.Readings);
    }

    [Fact]
    public void A_cancelled_evaluation_throws_and_the_program_goes_on()
    {
        using var source = new CancellationTokenSource();
        PolicyProgram program = Program("p", $"deny if {{ print(\"here\"); {Many} }}");
        var input = new PolicyInput { Object = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(Pod)).Root, Cancellation = source.Token, Print = (_, _) => source.Cancel() };
        Assert.Throws<OperationCanceledException>(() => program.Evaluate(input));
        Assert.Throws<OperationCanceledException>(() => program.Evaluate(Encoding.UTF8.GetBytes(Pod), source.Token));
        Assert.Equal(Outcome.Allow, program.Evaluate(input with { Cancellation = default, Print = null }).Outcome);
        Assert.Equal(Outcome.Allow, program.Evaluate(Encoding.UTF8.GetBytes(Pod)).Outcome);
    }

    [Fact]
    public void A_limit_below_zero_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationLimits { MaxSteps = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationLimits { MaxDepth = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationLimits { MaxFindings = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationLimits { MaxOutput = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationLimits { Timeout = TimeSpan.FromTicks(-1) });
    }

    [Theory]
    [InlineData("data.t.wide = x")]
    [InlineData("x = {\"a\": data.t.wide}")]
    [InlineData("x = {data.t.wide}")]
    public void The_answer_of_a_query_counts_as_it_is_written(string query)
    {
        SyntaxTree tree = SyntaxTree.Parse("package t\n\nf(x) := [x, x, x, x, x, x, x, x]\n\nwide := f(f(f(f(\"abc\"))))\n", "t.rego", ParseOptions.Rego);
        PolicyQuery compiled = PolicyQuery.Compile([tree], query, out _)!;
        Assert.Single(compiled.Evaluate(PolicyInput.Empty, default).Entries);
        var ended = Assert.Throws<EvaluationException>(() => compiled.Evaluate(new PolicyInput { Limits = new EvaluationLimits { MaxOutput = 16_384 } }, default));
        Assert.Equal(nameof(EvaluationLimits.MaxOutput), ended.Limit);
    }

    private static PolicyProgram Program(params string[] policies)
    {
        string text = "package t\n\n" + string.Concat(policies.Chunk(2).Select(p => $"policy {p[0]} {{\n    match: [\"*\"]\n    {p[1]}\n}}\n\n"));
        string chain = "package t\n\np0 if true\n" + string.Concat(Enumerable.Range(1, 11).Select(i => $"p{i} if p{i - 1}\n"));
        EmitResult result = Compilation.Create([SyntaxTree.Parse(text, "t.policy"), SyntaxTree.Parse(chain, "t.rego", ParseOptions.Rego)], TestDomain.Instance).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return result.Program;
    }

    /// <summary>A clock that goes on by one step each time that it is read.</summary>
    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        public int Readings { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Readings++ * step.Ticks;
    }
}
