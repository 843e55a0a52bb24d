using System.Collections.Immutable;
using System.Text;
using PolicyKit.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

/// <summary>Queries over an <c>input</c> in bytes, of which only what is asked for is read.</summary>
public sealed class QueryBytesTests
{
    private static readonly Value s_data = Value.FromObject([]);

    [Theory]
    [InlineData("x := input.a.b", "input.a.b…")]
    [InlineData("input.a.b == 1", "input.a.b")]
    [InlineData("input.a == input.b", "input.a… input.b…")]
    [InlineData("some f in [\"a\", \"b\"]; input.o[f] == true", "input.o.a input.o.b")]
    [InlineData("some i in [0, 1]; input.o[i].x == true", "input.o[*].x")]
    [InlineData("n := count([1 | some c in array.concat(input.xs, input.ys); c.name == \"a\"; startswith(c.image, \"b\")])", "input.xs[*].image… input.xs[*].name input.ys[*].image… input.ys[*].name")]
    [InlineData("count(input.xs) > 0; is_object(input.o)", "input.o[*] input.xs[*]")]
    [InlineData("\"a\" in input.xs", "input.xs[*]")]
    [InlineData("input.x in {\"a\", \"b\"}", "input.x…")]
    [InlineData("x := data.t.obj.spec.x", "input.request.object.spec.x… input.spec.x…")]
    [InlineData("input.a with input.b as 1", "input.a input.b input[*]")]
    [InlineData("x := 1", "input")]
    public void A_query_tells_what_it_reads(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', Compile("obj := input.request.object if input.request.object\n\nobj := input if not input.request", query).Reads));

    /// <summary>What is not asked for is passed over, and a null member is there for core modules, whichever members are read.</summary>
    [Theory]
    [InlineData("""{"a": null, "b": {"c": 1}}""", "x := input.a", """[{"x":null}]""")]
    [InlineData("""{"a": null, "b": {"c": 1}}""", "input.a == null", """[{}]""")]
    [InlineData("""{"a": null, "b": {"c": null}}""", "x := count(input)", """[{"x":2}]""")]
    [InlineData("""{"a": null, "b": {"c": null}}""", "x := [k | some k, _ in input]", """[{"x":["a","b"]}]""")]
    [InlineData("""{"a": {"n": null, "z": [1]}, "b": 1}""", "x := input.a.n", """[{"x":null}]""")]
    [InlineData("""{"a": {"z": 1.50, "y": "\u0041", "x": [true, {"k": null}]}, "b": [1]}""", "x := input.a", """[{"x":{"x":[true,{"k":null}],"y":"A","z":1.50}}]""")]
    [InlineData("""[{"a": {"b": 1}}, {"a": {"b": 2}}]""", "x := [e.a.b | some e in input]", """[{"x":[1,2]}]""")]
    [InlineData("\"text\"", "x := input", """[{"x":"text"}]""")]
    [InlineData("""{"a": {"b": 1}, "c": [1, 2]}""", "input.a == 1", "[]")]
    [InlineData("""{"a": {"b": 1}, "c": [1, 2]}""", "input.c > {}", "[]")]
    [InlineData("""{"a": {"b": 1}, "c": [1, 2]}""", "x := [type_name(input.a), type_name(input.c), is_string(input.a)]", """[{"x":["object","array",false]}]""")]
    [InlineData("""{"a": [{"b": 1}, "z"]}""", "x := \"z\" in input.a", """[{"x":true}]""")]
    [InlineData("""{"x": [1, {"y": 2}]}""", "z := input with input.a as 1", """[{"z":{"a":1,"x":[1,{"y":2}]}}]""")]
    [InlineData("{}", "x := {y | y := input.none}", """[{"x":[]}]""")]
    public void An_input_in_bytes_answers_as_one_that_was_read(string input, string query, string expected)
    {
        PolicyQuery compiled = Compile("p := 1", query);
        byte[] json = Encoding.UTF8.GetBytes(input);
        Assert.Equal(expected, compiled.Evaluate(json, s_data).ToJson());
        Assert.Equal(expected, compiled.Evaluate(new PolicyInput { Input = Value.ParseJson(json) }, s_data).ToJson());
        Assert.Equal(0, compiled.ReadAgain);
    }

    [Theory]
    [InlineData("""{"a": 1""")]
    [InlineData("""{"a": 1, "b": [}""")]
    [InlineData("""{"a": 1, "b": "\q"}""")]
    [InlineData("""{"a": 1} 2""")]
    [InlineData("""{"b": 1, "a": 1, "b": 2}""")]
    [InlineData("""{"o": {"c": 1, "\u0063": 2}, "a": 1}""")]
    [InlineData("")]
    public void An_input_that_is_no_strict_json_is_refused(string input)
    {
        PolicyQuery query = Compile("p := 1", "x := input.a; not input.o.d");
        Assert.Throws<DocumentException>(() => query.Evaluate(Encoding.UTF8.GetBytes(input), s_data));
        Assert.Equal("""[{"x":1}]""", query.Evaluate("""{"a": 1}"""u8, s_data).ToJson());
    }

    /// <summary>An answer stands for itself: the buffers that the input was read into are used again.</summary>
    [Fact]
    public void An_answer_stays_when_the_next_input_is_read()
    {
        const string Query = """
            whole := input.a; text := input.a.s; set := {x | some x in input.a.xs}; made := [{"k": y} | some y in input.a.xs]; keys := [k | some k, _ in input.a]; data.t.names[name]; input.a.n
            """;
        PolicyQuery query = Compile("names contains x.name if some x in input.a.xs", Query);
        byte[] first = """{"a": {"z": [1.50, 1e400, null, false], "s": "\u00e4b", "n": 3, "xs": [{"name": "n1"}, {"name": "n2"}]}}"""u8.ToArray();
        byte[] second = """{"a": {"z": "other", "s": 17, "n": "x", "xs": [[], {"name": 1}], "more": {"and": ["more"]}}}"""u8.ToArray();
        ImmutableArray<QuerySolution> solutions = query.Solve(first, s_data);
        Value bindings = query.Evaluate(first, s_data);
        string[] before = Texts();
        Assert.Equal(query.Solve(new PolicyInput { Input = Value.ParseJson(first) }, s_data).Select(s => s.Bindings), solutions.Select(s => s.Bindings));
        Assert.NotEqual(bindings, query.Evaluate(second, s_data));
        Assert.NotEmpty(query.Solve(second, s_data));
        Assert.Equal(before, Texts());
        Assert.False(HoldsNodes(bindings));
        Assert.All(solutions, s => Assert.False(HoldsNodes(s.Bindings) || s.Expressions.Any(e => HoldsNodes(e.Value))));

        string[] Texts() => [bindings.ToJson(), .. solutions.Select(s => s.Bindings.ToJson()), .. solutions.SelectMany(s => s.Expressions).Select(e => e.Value.ToJson())];
    }

    /// <summary>Of what the caller gave as data, nothing is copied.</summary>
    [Fact]
    public void Data_in_an_answer_is_the_callers()
    {
        Value data = PolicyDocument.ParseJson("""{"given": {"a": [1]}}"""u8).Root;
        Value answer = Compile("p := 1", "x := data.given; y := input.b").Evaluate("""{"b": [2]}"""u8, data);
        Assert.True(HoldsNodes(answer[0].Member("x")));
        Assert.False(HoldsNodes(answer[0].Member("y")));
    }

    /// <summary>Values of several clauses are thought to be one; where they are different nodes, the input is read as a whole, and after some such inputs at once.</summary>
    [Fact]
    public void What_the_analysis_leaves_out_is_read_again()
    {
        PolicyQuery query = Compile("one := input.a\n\none := input.b", "data.t.one.x = x");
        for (int i = 0; i < 2 * ReadTrust.Pause; i++)
        {
            Assert.Equal("""[{"x":1}]""", query.Evaluate("""{"a": {"x": 1, "y": [{}]}, "b": {"y": [{}], "x": 1}}"""u8, s_data).ToJson());
        }
        Assert.InRange(query.ReadAgain, ReadTrust.Tolerated, 2 * ReadTrust.Tolerated);
        Assert.Equal(
            EvaluationErrorKind.Conflict, Assert.Throws<EvaluationException>(() => query.Evaluate("""{"a": {"x": 1, "y": [1]}, "b": {"x": 1, "y": [2]}}"""u8, s_data)).Kind);
    }

    [Fact]
    public void An_input_that_is_read_again_prints_once()
    {
        var printed = new List<string>();
        PolicyQuery query = Compile("one := input.a if print(\"once\")\n\none := input.b", "data.t.one.x = x");
        Value answer = query.Evaluate("""{"a": {"x": 1, "y": 2}, "b": {"y": 2, "x": 1}}"""u8, s_data, new PolicyInput { Print = (text, _) => printed.Add(text) });
        Assert.Equal("""[{"x":1}]""", answer.ToJson());
        Assert.Equal(["once"], printed);
    }

    [Fact]
    public void An_input_in_bytes_is_under_the_limits()
    {
        PolicyQuery query = Compile("p := 1", "x := [y | some y in input]");
        byte[] json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 5_000))}]");
        var limited = new PolicyInput { Limits = new EvaluationLimits { MaxSteps = 1_000 } };
        Assert.Equal(EvaluationErrorKind.BudgetExceeded, Assert.Throws<EvaluationException>(() => query.Evaluate(json, s_data, limited)).Kind);
        Assert.Throws<OperationCanceledException>(() => query.Evaluate(json, s_data, new PolicyInput { Cancellation = new CancellationToken(canceled: true) }));
        Assert.Equal(5_000, query.Evaluate(json, s_data)[0].Member("x").Count);
    }

    /// <summary>Nothing of what is evaluated is kept from one evaluation to the next, and threads do not meet.</summary>
    [Fact]
    public void Threads_answer_for_themselves()
    {
        PolicyQuery query = Compile("p contains x if some x in input.xs\n\np contains input.s", "x := [input.s, data.t.p]");
        Parallel.For(0, 2_000, i =>
        {
            string answer = query.Evaluate(Encoding.UTF8.GetBytes($$"""{"s": "s{{i}}", "xs": ["{{i}}"], "rest": [{{i}}]}"""), s_data).ToJson();
            string[] members = [$"\"{i}\"", $"\"s{i}\""];
            Assert.Equal($$"""[{"x":["s{{i}}",[{{string.Join(',', members)}}]]}]""", answer);
        });
    }

    private static bool HoldsNodes(Value value) => value.IsNode || value.Entries.Any(e => HoldsNodes(e.Key) || (value.Kind != ValueKind.Set && HoldsNodes(e.Value)));

    private static PolicyQuery Compile(string rules, string query)
    {
        PolicyQuery? compiled = PolicyQuery.Compile([SyntaxTree.Parse($"package t\n\n{rules}\n", "t.rego")], query, out ImmutableArray<Diagnostic> diagnostics);
        Assert.True(compiled is not null, string.Join('\n', diagnostics));
        return compiled;
    }
}
