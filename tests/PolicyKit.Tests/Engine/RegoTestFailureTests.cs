using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Tests.Engine;

/// <summary>What is said of a Rego test that does not hold.</summary>
public sealed class RegoTestFailureTests
{
    [Theory]
    [InlineData("test_it if { x := 1; x == 2 }", "`x == 2` does not hold: x = 1")]
    [InlineData("test_it if input.a.b", "`input.a.b` does not hold: input is undefined")]
    [InlineData("test_it if { some x in [1, 2, 3, 4]; x > 4 }", "`x > 4` does not hold: x = 1; x = 2; x = 3; and 1 more")]
    [InlineData("test_it if { count([1]) == 1; not startswith(\"ab\", \"a\") }", "`not startswith(\"ab\", \"a\")` does not hold: startswith(\"ab\", \"a\") = true")]
    [InlineData("test_it := count([1]) == 2", "`count([1]) == 2` is false: count([1]) = 1")]
    [InlineData("test_it := false", "`test_it` is false")]
    [InlineData("test_it if { some x in []; x }", "`some x in []` does not hold")]
    [InlineData("test_it if 1 == 2\n\ntest_it if 1 == 3", "`1 == 2` does not hold|`1 == 3` does not hold")]
    [InlineData("test_it if { x := {\"a\": 1}; x.b == 1 }", "`x.b == 1` does not hold: x = {\"a\": 1}, x.b is undefined")]
    public void Message(string test, string expected)
    {
        PolicyTestResult result = Run($"package t\n\n{test}\n");

        Assert.Equal(expected, string.Join('|', result.Failures.Select(f => f.Message)));
        Assert.Empty(result.Causes);
    }

    [Theory]
    [InlineData("test_it if p", "data.t.p")]
    [InlineData("test_it if { r := count(q); r == 1 }", "data.t.q")]
    [InlineData("test_it if { q == set(); p }", "data.t.p")]
    [InlineData("test_it if not f(1)", "data.t.f")]
    public void Rules_behind_it(string test, string expected)
    {
        PolicyTestResult result = Run($"package t\n\np if 1 == 2\n\nq contains 1 if 1 == 2\n\nf(x) if x == 1\n\n{test}\n");

        Assert.Equal(expected, string.Join('|', result.Causes.Select(c => c.Event.Name)));
    }

    [Fact]
    public void What_is_told_prints_nothing()
    {
        var printed = new List<string>();
        Run("package t\n\ntest_it if { print(\"once\"); 1 == 2 }\n", PolicyInput.Empty with { Print = (text, _) => printed.Add(text) });

        Assert.Equal(["once"], printed);
    }

    private static PolicyTestResult Run(string module, PolicyInput? input = null)
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse(SourceText.From(module, "t.rego"), ParseOptions.ForPath("t.rego"))]).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assert.Single(result.Program.Tests).Run(input ?? PolicyInput.Empty);
    }
}
