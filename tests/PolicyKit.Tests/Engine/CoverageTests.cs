using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Tests.Engine;

/// <summary>What is counted of rules while tests run.</summary>
public sealed class CoverageTests
{
    [Theory]
    // What compares, negates or asks is a condition; what names something is not.
    [InlineData("p if { x := 1; x == 1 }", "p", "statement `x := 1` 1/0", "condition `x == 1` 1/0")]
    [InlineData("p if { some x in [1, 2]; x > 1 }", "p", "statement `some x in [1, 2]` 2/0", "condition `x > 1` 1/1")]
    [InlineData("p if { some x in []; x > 1 }", "not p", "statement `some x in []` 0/1", "condition `x > 1` 0/0")]
    [InlineData("p if { some _ in [1] }", "p", "condition `some _ in [1]` 1/0")]
    [InlineData("p if { [x, 2] = [1, 2]; 1 = x }", "p", "statement `[x, 2] = [1, 2]` 1/0", "condition `1 = x` 1/0")]
    [InlineData("p if not 1 == 2", "p", "condition `not 1 == 2` 1/0")]
    [InlineData("p if 1 in {1}", "p", "condition `1 in {1}` 1/0")]
    [InlineData("p if true", "p", "statement `true` 1/0")]
    [InlineData("p if input.a", "not p", "condition `input.a` 0/1")]
    [InlineData("p if [1, 2][i] == i + 1", "p", "condition `[1, 2][i] == i + 1` 1/0")]
    [InlineData("p if { walk([1], [at, v]); v == 1 }", "p", "statement `walk([1], [at, v])` 2/0", "condition `v == 1` 1/1")]
    [InlineData("p if input.a == 1 with input as {\"a\": 2}", "not p", "condition `input.a == 1 with input as {\"a\": 2}` 0/1")]
    // The bodies of `every` and of comprehensions have statements of their own.
    [InlineData("p if { every x in [1, 2] { x > 1 } }", "not p", "condition `every x in [1, 2] { x > 1 }` 0/1", "condition `x > 1` 0/1")]
    [InlineData("p := [y | some x in [1]; y := x + 1]", "p", "statement `[y | some x in [1]; y := x + 1]` 1/0", "statement `some x in [1]` 1/0", "statement `y := x + 1` 1/0")]
    public void Statements(string rule, string asked, params string[] expected)
    {
        RuleCoverage covered = Assert.Single(Run($"package t\n\n{rule}\n\ntest_it if {asked}\n").Rules);

        Assert.Equal(expected, covered.Statements.Select(s => $"{(s.IsCondition ? "condition" : "statement")} `{s.Location.Source!.ToString(s.Location.Span)}` {s.Held}/{s.Failed}"));
    }

    [Fact]
    public void Branches_are_bodies_elses_and_defaults()
    {
        PolicyCoverage coverage = Run("""
            package t

            default p := 0

            p := 1 if input.a

            else := 2 if input.b

            p := 3 if input.c

            q contains 1

            f(1) := "one"

            f(x) := "other" if x != 1

            test_it if {
                p == 2 with input as {"b": true}
                p == 0 with input as {"d": true}
                f(1) == "one"
            }
            """);

        Assert.Equal(
            ["data.t.p 3:1 1", "data.t.p 5:1 0", "data.t.p 7:1 1", "data.t.p 9:1 0", "data.t.q 11:1 0", "data.t.f 13:1 1", "data.t.f 15:1 0"],
            coverage.Rules.SelectMany(r => r.Branches.Select(b => $"{r.Name} {b.Location.Start.Line + 1}:1 {b.Held}")));
        Assert.Equal([true, false, true], coverage.Rules.Select(r => r.IsCovered));
    }

    [Fact]
    public void Several_entries_of_a_partial_object_are_one_rule()
    {
        PolicyCoverage coverage = Run("""
            package t

            p[x] := y if {
                some x, y in {"a": 1, "b": 2}
                y > 1
            }

            test_it if p.b == 2

            test_whole if count(p) == 1
            """);

        Assert.Equal([(2, 2)], Assert.Single(coverage.Rules).Statements.Where(s => s.IsCondition).Select(s => ((int)s.Held, (int)s.Failed)));
    }

    [Fact]
    public void Texts_that_do_not_count_are_left_out()
    {
        PolicyCoverage coverage = Run("package t\n\np if true\n\ntest_it if p\n", isCounted: _ => false);

        Assert.Empty(coverage.Rules);
    }

    [Fact]
    public void Decisions_and_results_stay_the_same()
    {
        PolicyProgram program = Compile("package t\n\np if input.a\n\ntest_it if p\n\ntest_a if p with input as {\"a\": 1}\n");
        PolicyProgram counted = program.WithCoverage(new PolicyCoverage());

        Assert.Equal(Results(program), Results(counted));
        Assert.Equal(["test_a ", "test_it `p` does not hold: p is undefined"], Results(counted));
    }

    private static string[] Results(PolicyProgram program) =>
        [.. program.Tests.Select(t => $"{t.Name.Split('.')[^1]} {string.Join(' ', t.Run(PolicyInput.Empty).Failures.Select(f => f.Message))}").Order(StringComparer.Ordinal)];

    private static PolicyCoverage Run(string module, Func<SourceText, bool>? isCounted = null)
    {
        var coverage = new PolicyCoverage(isCounted);
        foreach (PolicyTest test in Compile(module).WithCoverage(coverage).Tests) Assert.Empty(test.Run(PolicyInput.Empty).Failures);
        return coverage;
    }

    private static PolicyProgram Compile(string module)
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse(SourceText.From(module, "t.rego"), ParseOptions.ForPath("t.rego"))]).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return result.Program;
    }
}
