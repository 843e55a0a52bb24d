using System.Text;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Binding;

/// <summary>Large policies bind and run; a quadratic step would make these the slowest tests by far.</summary>
public sealed class ScaleTests
{
    private static readonly byte[] Pod = Encoding.UTF8.GetBytes("""{"apiVersion": "v1", "kind": "Pod", "xs": [1, 2]}""");

    public static TheoryData<string, string> Bodies => new()
    {
        { "assignments", string.Join("; ", Enumerable.Range(1, 2000).Select(i => $"x{i} := x{i - 1} + 1").Prepend("x0 := 1")) },
        { "reversed", string.Join("; ", Enumerable.Range(1, 2000).Reverse().Select(i => $"x{i} = x{i - 1} + 1").Append("x0 = 1")) },
        { "closures", string.Join("; ", Enumerable.Range(1, 2000).Select(i => $"x{i} := count([y | y := x{i - 1}])").Prepend("x0 := 1")) },
        { "negations", string.Join("; ", Enumerable.Range(1, 2000).Select(i => $"x{i} := {i}; not x{i} == 0")) },
        { "scans", string.Join("; ", Enumerable.Range(1, 500).Select(i => $"some x{i} in [{i}]")) },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_long_body(string name, string body)
    {
        Assert.NotEmpty(name);
        Assert.Equal(Outcome.Deny, Judge($"policy p {{\nmatch: \"*\"\ndeny if {{ {body} }}\n}}\n"));
    }

    [Fact]
    public void Unsafe_variables()
    {
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\np if {{ {string.Join("; ", Enumerable.Range(1, 500).Select(i => $"x{i} > y{i}"))} }}\n", "t.rego");
        Assert.Equal(1000, Compilation.Create([tree]).GetDiagnostics().Length);
    }

    [Theory]
    [InlineData("r{0} := {0} if input.x == {0}", "data.t.r1 == 1")]
    [InlineData("r{0} := r{1} + 1", "data.t.r1 == 1")]
    [InlineData("f(x) := x if x == {0}", "f(3) == 3")]
    [InlineData("f(x, y) := x + y if x == {0}", "f(3, 1) == 4")]
    [InlineData("c := {0} if object.none == {0}", "not c")]
    [InlineData("c := {0} if object.none == {0}\ndefault d := 1\nd := {0} if object.none == {0}", "d == 1")]
    [InlineData("s contains {0} if object.none != {0}", "count(s) == 0")]
    public void Many_rules(string rule, string test)
    {
        IEnumerable<string> rules = Enumerable.Range(1, 10_000).Select(i => rule.Replace("{0}", $"{i}", StringComparison.Ordinal).Replace("{1}", $"{i + 1}", StringComparison.Ordinal));
        string last = rule.Contains("{1}", StringComparison.Ordinal) ? "\nr10001 := -9999" : "";
        if (rule.Contains("default", StringComparison.Ordinal)) rules = rules.Select((r, i) => i == 0 ? r : r.Replace("default d := 1\n", "", StringComparison.Ordinal));
        Judge($"{string.Join('\n', rules)}{last}\n\npolicy p {{\nmatch: \"*\"\ndeny if {{ {test} }}\n}}\n");
    }

    [Fact]
    public void Many_findings()
    {
        byte[] pod = Encoding.UTF8.GetBytes($$"""{"apiVersion": "v1", "kind": "Pod", "xs": [{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"{{\"a\": {i}}}"))}}]}""");
        PolicyProgram program = Compile("policy p {\nmatch: \"*\"\ndeny at x.a if some x in object.xs\n}\n");
        Assert.Equal(10_000, program.Evaluate(pod).Findings.Length);
    }

    private static Outcome Judge(string text) => Compile(text).Evaluate(Pod).Outcome;

    private static PolicyProgram Compile(string text)
    {
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\n{text}");
        EmitResult result = Compilation.Create([tree], TestDomain.Instance).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Take(5).Select(Diagnostics.DiagnosticRenderer.Render)));
        return result.Program;
    }
}
