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
    [InlineData("", "x := 1; y := x + 1", """[{"x":1,"y":2}]""")]
    public void Query_gives_bindings(string rules, string query, string expected)
    {
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\n{rules}\n", "t.rego");
        PolicyQuery? compiled = PolicyQuery.Compile([tree], query, out ImmutableArray<Diagnostic> diagnostics);
        Assert.True(compiled is not null, string.Join('\n', diagnostics));
        Assert.Equal(expected, compiled.Evaluate(PolicyInput.Empty, Value.FromObject([])).ToJson());
    }
}
