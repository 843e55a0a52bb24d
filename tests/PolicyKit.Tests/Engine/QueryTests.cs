using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class QueryTests
{
    [Theory]
    [InlineData("p := 1", "data.t.p = x", """[{"x":1}]""")]
    [InlineData("p contains x if some x in [3, 1, 2, 1]", "data.t.p = x", """[{"x":[1,2,3]}]""")]
    [InlineData("p[k] := v if some k, v in {\"a\": 1, \"b\": 2}", "data.t.p = x", """[{"x":{"a":1,"b":2}}]""")]
    [InlineData("f(x) := x + 1\np := f(2)", "data.t.p = x", """[{"x":3}]""")]
    [InlineData("default p := false\np if 1 == 2", "data.t.p = x", """[{"x":false}]""")]
    [InlineData("p := 1 if false\nelse := 2 if true", "data.t.p = x", """[{"x":2}]""")]
    [InlineData("p := [y | some x in [1, 2]; y := x * 10]", "data.t.p = x", """[{"x":[10,20]}]""")]
    [InlineData("p if not q\nq if 1 == 2", "data.t.p = x", """[{"x":true}]""")]
    [InlineData("p if every x in [1, 2] { x > 0 }", "data.t.p = x", """[{"x":true}]""")]
    [InlineData("p := $\"a {1 + 1} b {input.none}\"", "data.t.p = x", """[{"x":"a 2 b <undefined>"}]""")]
    [InlineData("p := x if [x, 2] = [1, 2]", "data.t.p = x", """[{"x":1}]""")]
    [InlineData("p := x if x := input.a with input as {\"a\": 7}", "data.t.p = x", """[{"x":7}]""")]
    [InlineData("p if y == 2\ny := 2", "data.t", """[{}]""")]
    [InlineData("p := 1", "data.t.none", """[]""")]
    [InlineData("p := x if [x + 1, x] = [2, 1]", "data.t.p = x", """[{"x":1}]""")]
    [InlineData("p := x if { ys := [2, 1]; [x + 1, x] = ys }", "data.t.p = x", """[{"x":1}]""")]
    [InlineData("p := x if { o := {\"a\": 1, \"b\": 2}; {\"b\": x + 1, \"a\": x} = o }", "data.t.p = x", """[{"x":1}]""")]
    [InlineData("xs := [1, 9]\np := i if i + 1 == xs[i]", "data.t.p = x", """[{"x":0}]""")]
    [InlineData("xs := [1, 1]\np := i if i == xs[i]", "data.t.p = x", """[{"x":1}]""")]
    [InlineData("xs := [7, 8]\nf(a, b) := count(a) + b\np contains [i, f({y | y = i + 0}, xs[i])]", "data.t.p = x", """[{"x":[[0,8],[1,9]]}]""")]
    [InlineData("default p := [y | y = x + 1; x = 1]\np if false", "data.t.p = x", """[{"x":[2]}]""")]
    [InlineData("f(x) := y if { y := x with input as 1 }\np := r if r := f(2) with f as g\ng(x) := x * 10", "data.t.p = x", """[{"x":20}]""")]
    [InlineData("v := f(1)\nf(x) := x\ng(x) := v + 1\np := [a, b] if { a := f(5) with f as g; b := v }", "data.t.p = x", """[{"x":[2,1]}]""")]
    [InlineData("v := f(1)\nf(x) := x\ng(x) := v + 10\nq := [f(0), v]\np := r if r := q with f as g", "data.t.p = x", """[{"x":[11,11]}]""")]
    [InlineData("p := r if r := to_number(\"x\") with to_number as lower", "data.t.p = x", """[{"x":"x"}]""")]
    [InlineData("", "x := 1; y := x + 1", """[{"x":1,"y":2}]""")]
    public void Query_gives_bindings(string rules, string query, string expected)
    {
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\n{rules}\n", "t.rego");
        PolicyQuery? compiled = PolicyQuery.Compile([tree], query, out ImmutableArray<Diagnostic> diagnostics);
        Assert.True(compiled is not null, string.Join('\n', diagnostics));
        Assert.Equal(expected, compiled.Evaluate(PolicyInput.Empty, Value.FromObject([])).ToJson());
    }

    /// <summary>Values that share their parts are small in memory and have texts without end; values that nest without end have no order.</summary>
    [Theory]
    [InlineData("count(sprintf(\"%v\", [data.t.wide]))")]
    [InlineData("count($\"{data.t.wide}\")")]
    [InlineData("print(data.t.wide)")]
    [InlineData("count({data.t.p500, data.t.p499, 1})")]
    public void A_value_that_is_too_large_ends_the_evaluation(string query)
    {
        string deep = string.Join('\n', Enumerable.Range(1, 500).Select(i => $"p{i} := {new string('[', 150)}p{i - 1}{new string(']', 150)}"));
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\nf(x) := [x, x, x, x, x, x, x, x]\nwide := f(f(f(f(f(f(f(f(f(f(1))))))))))\np0 := 1\n{deep}\n", "t.rego");
        PolicyQuery compiled = PolicyQuery.Compile([tree], query, out _)!;
        Assert.Equal(EvaluationErrorKind.BudgetExceeded, Assert.Throws<EvaluationException>(() => compiled.Solve(PolicyInput.Empty, Value.FromObject([]))).Kind);
    }
}
