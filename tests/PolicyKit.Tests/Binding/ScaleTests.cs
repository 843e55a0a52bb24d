using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text;
using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;
using PolicyKit.Text;

namespace PolicyKit.Tests.Binding;

/// <summary>Large modules give right answers on a small stack. How time grows with size is measured by the benchmarks' <c>--scale</c>; here only counts are compared.</summary>
public sealed class ScaleTests
{
    private static readonly byte[] s_pod = Encoding.UTF8.GetBytes("""{"apiVersion": "v1", "kind": "Pod", "x": 1}""");

    public static TheoryData<string, string, string, string> Modules => new()
    {
        { "sum", $"p := {Items(10_000, i => $"{i}", " + ")}", "data.t.p", "49995000" },
        { "sum of a rule", $"q := 1\np := q + {Items(10_000, i => $"{i}", " + ")}", "data.t.p", "49995001" },
        { "sum of lookups", $"xs := [1]\np := {Items(2_000, i => $"xs[i{i}]", " + ")}", "data.t.p", "2000" },
        { "negated sum", $"q := 1\np if not q + {Items(5_000, i => $"{i}", " + ")} == 0", "data.t.p", "true" },
        { "steps", $"p := input{Repeat(".a", 5_000)}", "not data.t.p", "true" },
        { "steps from a value", $"q := {{\"a\": 1}}\np := q{Repeat(".a", 20_000)}", "not data.t.p", "true" },
        { "keys", $"p if {{ x := \"a\"; input{Repeat("[x]", 5_000)} }}", "not data.t.p", "true" },
        { "enumerations", $"p := input{Repeat("[_]", 1_000)}", "not data.t.p", "true" },
        { "rules that read rules", $"{Items(10_000, i => $"p{i} := p{i + 1} + 1", "\n")}\np10000 := 0", "data.t.p0", "10000" },
        { "functions that call functions", $"{Items(5_000, i => $"f{i}(x) := f{i + 1}(x) + 1", "\n")}\nf5000(x) := x\np := f0(1)", "data.t.p", "5001" },
        { "clauses", $"{Items(3_000, i => $"p := {i} if input.x == {i}", "\n")}", "data.t.p with input.x as 2999", "2999" },
        { "clauses with a default", $"default p := -1\n{Items(3_000, i => $"p := {i} if input.x == {i}", "\n")}", "data.t.p", "-1" },
        { "branches", $"p := 0 if input.x == 0\n{Items(3_000, i => $"else := {i} if input.x == {i}", "\n")}", "data.t.p with input.x as 2999", "2999" },
        { "function clauses", $"{Items(3_000, i => $"f(x, y) := x + y if x == {i}", "\n")}\np := f(2999, 1)", "data.t.p", "3000" },
        { "function branches", $"f(x) := 0 if x == 0\n{Items(3_000, i => $"else := {i} if x == {i}", "\n")}\np := f(2999)", "data.t.p", "2999" },
        { "overloads", $"{Items(3_000, i => $"f({i}) := {i}", "\n")}\np := f(2999)", "data.t.p", "2999" },
        { "five arguments", $"{Items(500, i => $"f(a, b, c, d, e) := a + e if b == {i}", "\n")}\np := f(1, 499, 3, 4, 5)", "data.t.p", "6" },
        { "set clauses", $"{Items(3_000, i => $"p contains {i} if input.x != {i}", "\n")}", "count(data.t.p) with input.x as 5", "2999" },
        { "assignments", $"p := x3000 if {{ x0 := 0; {Items(3_000, i => $"x{i + 1} := x{i} + 1", "; ")} }}", "data.t.p", "3000" },
        { "assignments, reversed", $"p := x3000 if {{ {Items(3_000, i => $"x{3_000 - i} = x{2_999 - i} + 1", "; ")}; x0 = 0 }}", "data.t.p", "3000" },
        { "scans", $"p if {{ {Items(1_000, i => $"some x{i} in [{i}]", "; ")} }}", "data.t.p", "true" },
        { "closures", $"p := x1000 if {{ x0 := 1; {Items(1_000, i => $"x{i + 1} := count([y | y := x{i}])", "; ")} }}", "data.t.p", "1" },
        { "unified arrays", $"p := x2999 if [{Items(3_000, i => $"x{i}")}] = [{Items(3_000, i => $"{i}")}]", "data.t.p", "2999" },
        { "arrays that wait for each other", $"p := x0 if [{Items(1_000, i => $"x{i}")}, x1000] = [{Items(1_000, i => $"x{i + 1} + 1")}, 0]", "data.t.p", "1000" },
        { "unified objects", $"p := x2999 if {{{Items(3_000, i => $"\"k{i}\": x{i}")}}} = {{{Items(3_000, i => $"\"k{2_999 - i}\": {2_999 - i}")}}}", "data.t.p", "2999" },
        { "constants", $"p := count([{Items(100_000, i => $"{i}")}])", "data.t.p", "100000" },
        { "imports", $"{Items(5_000, i => $"import data.q.x{i}", "\n")}\np := 1", "data.t.p", "1" },
        { "a deep path", $"p{Repeat(".a", 2_000)} := 1", "count(data.t.p)", "1" },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_large_module(string name, string rules, string query, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal($"[{{\"x\":{expected}}}]", OnSmallStack(() =>
        {
            SyntaxTree tree = SyntaxTree.Parse($"package t\n\n{rules}\n", "t.rego");
            Assert.Equal(tree.Text.ToString(), tree.Root.ToFullString());
            PolicyQuery? compiled = PolicyQuery.Compile([tree], $"x := {(query.StartsWith("not ", StringComparison.Ordinal) ? $"true; {query}" : query)}", out ImmutableArray<Diagnostic> diagnostics);
            Assert.True(compiled is not null, string.Join('\n', diagnostics.Take(5).Select(DiagnosticRenderer.Render)));
            return compiled.Evaluate(PolicyInput.Empty, Value.FromObject([])).ToJson();
        }));
    }

    [Theory]
    [InlineData("q{0} := q{1}", "q5000 := object.x", "q0 == 1", "object.x")]
    [InlineData("f{0}(x) := f{1}(x)", "f5000(x) := x", "f0(object.x) == 1", "object.x")]
    [InlineData("f{0}(x) := f{1}(x)", "f5000(x) := x.x", "f0(object) == 1", "object.x")]
    public void A_policy_reads_through_a_long_chain(string link, string last, string condition, string path)
    {
        string chain = Items(5_000, i => link.Replace("{0}", $"{i}", StringComparison.Ordinal).Replace("{1}", $"{i + 1}", StringComparison.Ordinal), "\n");
        string text = $"package t\n\n{chain}\n{last}\n\npolicy p {{\nmatch: \"*\"\ndeny at object.x if {condition}\n}}\n";
        SyntaxTree tree = SyntaxTree.Parse(text);
        BindingSession session = OnSmallStack(() => LargeStack.Run(() => Binder.Bind(TestDomain.Instance, [tree])));
        Assert.Empty(session.Diagnostics.ToImmutable());
        Assert.Equal([path], session.Policies[0].Reads["object"].Paths("object"));
        PolicyProgram program = Compilation.Create([tree], TestDomain.Instance).Emit().Program!;
        Assert.Equal(Outcome.Deny, OnSmallStack(() => program.Evaluate(s_pod).Outcome));
    }

    [Fact]
    public void Many_policies()
    {
        string policies = Items(2_000, i => $"policy p{i} {{\nmatch: \"*\"\ndeny if object.x == {i}\n}}", "\n");
        PolicyProgram program = Compilation.Create([SyntaxTree.Parse($"package t\n\n{policies}\n")], TestDomain.Instance).Emit().Program!;
        Assert.Equal("t.p1", Assert.Single(program.Evaluate(s_pod).Findings).PolicyId);
    }

    [Fact]
    public void Many_findings()
    {
        byte[] pod = Encoding.UTF8.GetBytes($$"""{"apiVersion": "v1", "kind": "Pod", "xs": [{{Items(10_000, i => $"{{\"a\": {i}}}")}}]}""");
        SyntaxTree tree = SyntaxTree.Parse("package t\n\npolicy p {\nmatch: \"*\"\ndeny at x.a if some x in object.xs\n}\n");
        PolicyProgram program = Compilation.Create([tree], TestDomain.Instance).Emit().Program!;
        Assert.Equal(10_000, program.Evaluate(pod).Findings.Length);
    }

    [Fact]
    public void Many_unsafe_variables()
    {
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\np if {{ {Items(500, i => $"x{i} > y{i}", "; ")} }}\n", "t.rego");
        Assert.Equal(1000, Compilation.Create([tree]).GetDiagnostics().Length);
    }

    [Theory]
    [InlineData("p := {0} if input.x == {0}")]
    [InlineData("p contains {0} if input.x == {0}")]
    [InlineData("p[k] := {0} if { k := input.x; k == {0} }")]
    [InlineData("p(x) := {0} if x == {0}")]
    public void Many_clauses_are_several_delegates_of_bounded_size(string clause)
    {
        RulePlan plan = PlanOf(Items(1_000, i => clause.Replace("{0}", $"{i}", StringComparison.Ordinal), "\n"));
        (LambdaExpression main, ImmutableArray<TieredCode> chunks) = RuleEmitter.Emit(plan);
        int steps = plan.Clauses.Sum(c => c.Sum(b => b.Size));
        Assert.InRange(chunks.Length, steps / RuleEmitter.MaxSteps, (steps / RuleEmitter.MaxSteps * 2) + 1);
        Assert.InRange(VariableCount.Of(main), 1, 10);
    }

    [Fact]
    public void Branches_of_one_clause_are_several_delegates()
    {
        RulePlan plan = PlanOf($"p := 0 if input.x == 0\n{Items(1_000, i => $"else := {i} if input.x == {i}", "\n")}");
        (LambdaExpression main, ImmutableArray<TieredCode> chunks) = RuleEmitter.Emit(plan);
        Assert.True(chunks.Length > 10);
        Assert.InRange(VariableCount.Of(main), 1, 10);
    }

    [Fact]
    public void Delegates_of_clauses_that_are_not_tried_are_not_made()
    {
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\n{Items(1_000, i => $"p if input.x != {i}", "\n")}\nq := 1\n", "t.rego");
        BindingSession session = Binder.Bind(PolicyDomain.None, [tree]);
        var code = new ProgramCode(session);
        var context = new EvalContext(code);
        context.Begin(PolicyInput.Empty with { Input = Value.FromObject([KeyValuePair.Create(Value.FromString("x"), Value.FromInt64(-1))]) }, [], Value.FromObject([]));
        CompiledRule[] rules = [.. session.Rules.Select(r => code[r.Slot])];
        CompiledRule p = Array.Find(rules, r => r.Rule.Name == "p")!;
        Assert.Equal(Value.True, context.Rule(p.Rule.Slot));
        Assert.Equal(2, p.UsedDelegates);
        Assert.Equal(0, Array.Find(rules, r => r.Rule.Name == "q")!.UsedDelegates);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void Warm_code_has_no_interpreted_entries(bool all, int compiled)
    {
        SyntaxTree tree = SyntaxTree.Parse("package t\n\np[k][l] := 1 if some k, l in input.x\n\nq := p.a.b\n", "t.rego");
        BindingSession session = Binder.Bind(PolicyDomain.None, [tree]);
        var code = new ProgramCode(session);
        var context = new EvalContext(code);
        context.Begin(PolicyInput.Empty with { Input = Value.FromObject([KeyValuePair.Create(Value.FromString("x"), Value.FromObject([KeyValuePair.Create(Value.FromString("a"), Value.FromString("b"))]))]) }, [], Value.FromObject([]));
        CompiledRule p = code[session.Rules.Find(r => r.Name == "p")!.Slot];
        Assert.Equal("{\"a\":{\"b\":1}}", p.InvokeEntry(context, [Value.FromString("a"), Value.FromString("b")]).ToJson());
        Assert.Equal((1, 0), (p.UsedDelegates, p.CompiledDelegates));
        p.Compile(all);
        Assert.Equal(compiled, p.CompiledDelegates);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_item_that_waits_is_tried_once_more_for_each_of_its_variables(bool isReversed)
    {
        const int count = 1_000;
        LocalSymbol[] symbols = [.. Enumerable.Range(0, count + 1).Select(i => new LocalSymbol($"x{i}"))];
        // Item i gives x(i + 1) when x(i) has a value.
        ImmutableArray<int> items = [.. isReversed ? Enumerable.Range(0, count).Reverse() : Enumerable.Range(0, count)];
        var known = new List<LocalSymbol>();
        var values = new HashSet<LocalSymbol> { symbols[0] };
        int tries = 0;
        var waiting = new Waiting<int>(items, (i, variables) => variables.Visit(new BoundVariable(symbols[i], Location.None)), known);
        bool Try(int i)
        {
            tries++;
            if (!values.Contains(symbols[i])) return false;
            values.Add(symbols[i + 1]);
            known.Add(symbols[i + 1]);
            return true;
        }
        var taken = new List<int>();
        while (waiting.TryTake(Try, out int item)) taken.Add(item);
        Assert.True(waiting.IsEmpty);
        Assert.Equal(Enumerable.Range(0, count), taken);
        Assert.InRange(tries, count, 2 * count);
    }

    private static RulePlan PlanOf(string rules)
    {
        SyntaxTree tree = SyntaxTree.Parse($"package t\n\n{rules}\n", "t.rego");
        Assert.Empty(tree.Diagnostics);
        BindingSession session = Binder.Bind(PolicyDomain.None, [tree]);
        RuleSymbol rule = session.Rules.Single(r => r.Name == "p");
        return Planner.Plan(rule, session.Bodies[rule], session.MockedBuiltins);
    }

    private static string Items(int count, Func<int, string> item, string separator = ", ") => string.Join(separator, Enumerable.Range(0, count).Select(item));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    /// <summary>What a thread of a server has, or less.</summary>
    private static T OnSmallStack<T>(Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => result = work()), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        return result;
    }

    /// <summary>Counts the variables that a lambda declares.</summary>
    private sealed class VariableCount : ExpressionVisitor
    {
        private int _count;

        public static int Of(LambdaExpression lambda)
        {
            var count = new VariableCount();
            count.Visit(lambda);
            return count._count;
        }

        protected override Expression VisitBlock(BlockExpression node)
        {
            _count += node.Variables.Count;
            return base.VisitBlock(node);
        }
    }
}
