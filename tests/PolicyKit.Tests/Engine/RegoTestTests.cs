using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class RegoTestTests
{
    [Fact]
    public void Rules_named_test_are_tests_that_pass_when_they_hold()
    {
        SyntaxTree tree = SyntaxTree.Parse("""
            package a

            allow if input.x == 1

            test_holds if allow with input as {"x": 1}

            test_undefined if allow with input as {"x": 2}

            test_false := false

            test_conflict := 1

            test_conflict := 2

            test_function(x) := x

            tested := true
            """, "a.rego");
        PolicyProgram program = Compilation.Create([tree]).Emit().Program!;

        string[] results = [.. program.Tests.Select(t => $"{t.Name}: {string.Join(", ", t.Run(PolicyInput.Empty).Failures.Select(f => f.Message))}")];

        Assert.Equal(
            [
                "data.a.test_holds: ",
                "data.a.test_undefined: `allow with input as {\"x\": 2}` does not hold: allow is undefined",
                "data.a.test_false: `test_false` is false",
                "data.a.test_conflict: complete rules must not produce multiple outputs: `test_conflict` gave two",
            ],
            results);
    }
}
