using System.Text;
using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class ProgramTests
{
    private const string Params = """
        package t

        policy p {
            title: "p"
            match: ["Pod"]
            param names: set[string] = {"a"}
            param most: int = 3
            deny if count(params.names) > params.most
        }

        """;

    [Theory]
    [InlineData("t.p", "most", "\"3\"", "the value of `most` must be of type `int`, but is \"3\"")]
    [InlineData("t.p", "most", "1.5", "the value of `most` must be of type `int`, but is 1.5")]
    [InlineData("t.p", "names", "[1]", "the value of `names` must be of type `set[string]`, but is [1]")]
    [InlineData("t.p", "least", "1", "policy `t.p` has no param `least`")]
    [InlineData("t.q", "most", "1", "there is no policy `t.q`")]
    public void A_param_that_is_wrong_is_an_error_when_it_is_given(string policy, string name, string value, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() => Compile(Params).WithParams([(policy, name, Value.ParseJson(value))]));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_with_other_params_leaves_the_first_as_it_was()
    {
        PolicyProgram program = Compile(Params);
        PolicyProgram strict = program.WithParams([("t.p", "most", Value.ParseJson("0"))]);
        Assert.Equal(Outcome.Allow, program.Evaluate("""{"apiVersion":"v1","kind":"Pod"}"""u8).Outcome);
        Assert.Equal(Outcome.Deny, strict.Evaluate("""{"apiVersion":"v1","kind":"Pod"}"""u8).Outcome);
        Assert.Equal(Outcome.Allow, program.Evaluate("""{"apiVersion":"v1","kind":"Pod"}"""u8).Outcome);
    }

    [Fact]
    public void Only_the_policies_that_are_kept_judge()
    {
        PolicyProgram program = Compile("package t\n\n" + string.Join('\n', "abc".Select(n => $"policy {n} {{\n    match: [\"*\"]\n    deny if true\n}}\n")));
        Assert.Equal(["t.a", "t.c"], program.Where(p => p.Id != "t.b").Evaluate("""{"apiVersion":"v1","kind":"Pod"}"""u8).Findings.Select(f => f.PolicyId));
        Assert.Equal(["t.c"], program.Where(p => p.Id != "t.b").Where(p => p.Id != "t.a").Policies.Select(p => p.Id));
    }

    [Theory]
    [InlineData(FindingLevel.Deny, FindingLevel.Deny, FindingLevel.Warn, Outcome.Deny)]
    [InlineData(FindingLevel.Warn, FindingLevel.Warn, FindingLevel.Warn, Outcome.Allow)]
    [InlineData(FindingLevel.Audit, FindingLevel.Audit, FindingLevel.Audit, Outcome.Allow)]
    public void Findings_are_lowered_and_never_raised(FindingLevel atMost, FindingLevel denies, FindingLevel warns, Outcome outcome)
    {
        PolicyProgram program = Compile("""
            package t

            policy p {
                match: ["*"]
                deny because "a" if true
                warn because "b" if true
            }

            policy q {
                match: ["*"]
                warn because "c" if true
            }

            """);
        Decision decision = program.WithLevels(p => p.Id == "t.p" ? atMost : FindingLevel.Deny).Evaluate("""{"apiVersion":"v1","kind":"Pod"}"""u8);
        Assert.Equal([("a", denies), ("b", warns), ("c", FindingLevel.Warn)], decision.Findings.Select(f => (f.Message, f.Level)));
        Assert.Equal(outcome, decision.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod"}x""")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","kind":"Service"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"apiVersion":1,"kind":"Pod"}""")]
    public void Text_that_is_no_object_is_an_error(string json)
    {
        Decision decision = Compile(Params).Evaluate(Encoding.UTF8.GetBytes(json));
        Assert.Equal(Outcome.Error, decision.Outcome);
        Assert.Equal(EvaluationErrorKind.InvalidInput, Assert.Single(decision.Errors).Kind);
    }

    [Fact]
    public void What_only_findings_need_is_no_fault_because_of_the_object_before()
    {
        PolicyProgram program = Compile("package t\n\npolicy p {\n    match: [\"Pod\"]\n    deny because object.spec.note.text if object.spec.bad\n}\n");
        program.Warm();
        byte[] allowed = Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"Pod","spec":{"note":{"text":"a","text":"b"}}}""");
        byte[] denied = Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"Pod","spec":{"bad":true,"note":{"text":"a"}}}""");
        byte[] faulty = Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"Pod","spec":{"bad":true,"note":{"text":"a","text":"b"}}}""");
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(Outcome.Allow, program.Evaluate(allowed).Outcome);
            Assert.Equal(Outcome.Deny, program.Evaluate(denied).Outcome);
            Assert.Equal(Outcome.Allow, program.Evaluate(allowed).Outcome);
            Assert.Equal(Outcome.Error, program.Evaluate(faulty).Outcome);
        }
    }

    [Fact]
    public void A_text_with_errors_gives_no_program_and_one_with_warnings_does()
    {
        EmitResult broken = Compilation.Create([SyntaxTree.Parse("package t\n\na := b\n")]).Emit();
        Assert.False(broken.Success);
        Assert.Equal(["PK3001"], broken.Diagnostics.Select(d => d.Id));
        EmitResult warned = Compilation.Create([SyntaxTree.Parse("package t\n\ndeny if input.x\n", "t.rego")]).Emit();
        Assert.True(warned.Success);
        Assert.Equal([DiagnosticSeverity.Warning], warned.Diagnostics.Select(d => d.Severity));
    }

    [Fact]
    public void Threads_that_share_a_program_decide_alike_while_it_warms()
    {
        SectionCase[] cases = [.. SectionCase.ReadFolder("Engine/Decisions", DecisionCase.Labels)];
        (PolicyProgram Program, PolicyInput Input, string Expected)[] work = [.. cases.Select(c => (DecisionCase.Compile(c), DecisionCase.Input(c, DecisionCase.Readers[0]), c[DecisionCase.Expected]))];
        Parallel.For(0, 4000, i =>
        {
            (PolicyProgram program, PolicyInput input, string expected) = work[i % work.Length];
            Assert.Equal(expected, DecisionCase.Print(program.Evaluate(input)));
        });
    }

    private static PolicyProgram Compile(string source)
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse(source)], TestDomain.Instance).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return result.Program;
    }

    /// <summary>Asked in the background as long as a program judges.</summary>
    [Fact]
    public void Asking_whether_code_is_cold_allocates_nothing()
    {
        BindingSession session = Binder.Bind(TestDomain.Instance, [SyntaxTree.Parse(Params, "p.policy")]);
        var code = new ProgramCode(session);
        code.Compile(all: true);
        Assert.False(code.IsCold);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) _ = code.IsCold;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
