using System.Collections.Immutable;
using System.Text;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class JudgingTests
{
    private const string Pod =
        """
        {"apiVersion": "v1", "kind": "Pod", "x": "1", "spec": {"containers": [{"name": "a", "image": "i", "ports": [1]}, {"name": "b", "image": "j"}, {"name": "b", "image": "j"}]}}
        """;

    [Theory]
    [InlineData("deny at xs[1].image if { xs := [c | some c in containers] }", "spec.containers[1].image")]
    [InlineData("deny at bad[i].image if { some i; bad[i] }\n    bad := [c | some c in containers]", "spec.containers[0].image spec.containers[1].image spec.containers[2].image")]
    [InlineData("deny at bad[c].image if { some c; bad[c] }\n    bad contains c if some c in containers", "spec.containers[0].image spec.containers[1].image spec.containers[2].image")]
    [InlineData("deny at c.image if { some c in bad }\n    bad contains c if some c in containers", "spec.containers[0].image spec.containers[1].image spec.containers[2].image")]
    [InlineData("deny at by_name.a.image\n    by_name[c.name] := c if { some c in containers; c.name == \"a\" }", "spec.containers[0].image")]
    [InlineData("deny at object.get(object, [\"spec\", \"containers\"], \"none\")", "spec.containers")]
    [InlineData("deny at ports(containers[0])\n    ports(c) := c.ports", "spec.containers[0].ports")]
    [InlineData("deny at name(containers[0])\n    name(c) := c.name", "spec.containers[0].name")]
    [InlineData("deny at [c[params.field] | some c in containers; c.name == \"a\"]\n    param field: string = \"image\"", "spec.containers[0].image")]
    [InlineData("deny at object.spec because $\"{count(data.t.q.deny)}\"", "spec")]
    public void A_finding_stands_where_its_ref_leads(string rules, string places)
    {
        Decision decision = Program(rules).Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Empty(decision.Errors);
        Assert.Equal(places, string.Join(' ', decision.Findings.Where(f => f.PolicyId == "t.p").Select(f => f.Path)));
    }

    [Theory]
    [InlineData("deny at object.get(1, \"a\", 2)")]
    [InlineData("deny at x if { x := object.spec with object as {\"spec\": {\"a\": 1}} }")]
    public void A_place_that_is_no_field_is_refused(string rules)
    {
        ImmutableArray<Diagnostic> diagnostics = Compile(rules).GetDiagnostics();
        Assert.Equal("PK5005", Assert.Single(diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)).Id);
    }

    [Fact]
    public void What_a_shared_rule_could_not_know_counts_for_every_policy_that_reads_it()
    {
        Decision decision = Program("deny if { lonely }", "deny if { lonely }", "lonely if cluster.complete(\"Pod\", \"x\")").Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal(["t.p", "t.q"], decision.NotJudged.Select(n => n.PolicyId));
    }

    [Fact]
    public void An_error_while_findings_are_read_as_data_loses_no_finding()
    {
        Decision decision = Program("deny", "deny at object.spec because \"inner\"\n    warn if { v == 1 }\n    v := 1\n    v := 2 if object.x", "n := count(data.t.q.deny) + count(data.t.q.warn)", "deny if n > 0")
            .Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal(["t.p"], decision.Findings.Select(f => f.PolicyId).Where(p => p == "t.p"));
        Assert.Equal(Outcome.Error, decision.Outcome);
    }

    [Fact]
    public void A_builtin_error_in_one_policy_is_none_of_the_next()
    {
        Decision decision = Program("deny if to_number(object.kind) > 1", "deny if max([n | some n in object.none]) > 1").Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal(["t.p"], decision.Errors.Select(e => e.PolicyId));
    }

    [Fact]
    public void A_builtin_error_that_a_core_module_passes_over_is_none_of_a_policy()
    {
        SyntaxTree core = SyntaxTree.Parse("package lib\n\nok if not to_number(\"x\")\n", "lib.rego", ParseOptions.Rego);
        Decision decision = Program("deny if { not data.lib.bad; max([n | some n in object.none]) > 1 }", others: core, q: "deny if { data.lib.ok; max([n | some n in object.none]) > 1 }")
            .Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Empty(decision.Errors);
    }

    [Fact]
    public void A_budget_that_ends_in_a_replaced_builtin_is_an_error_of_the_policy()
    {
        PolicyProgram program = Program("deny if { n := count([1]) with count as many; n > 0 }\n    many(xs) := sum(numbers.range(1, 100000))");
        Decision decision = program.Evaluate(new PolicyInput { Object = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(Pod)).Root, Limits = new EvaluationLimits { MaxSteps = 1000 } });
        Assert.Equal(("t.p", nameof(EvaluationLimits.MaxSteps)), (decision.Errors[0].PolicyId, decision.Errors[0].Limit));
        program = Program("deny if { n := lib_range(1, 100000) with lib_range as numbers.range; n }\n    lib_range(a, b) := []");
        decision = program.Evaluate(new PolicyInput { Object = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(Pod)).Root, Limits = new EvaluationLimits { MaxSteps = 1000 } });
        Assert.Equal(("t.p", nameof(EvaluationLimits.MaxSteps)), (decision.Errors[0].PolicyId, decision.Errors[0].Limit));
    }

    [Fact]
    public void Text_that_doubles_ends_with_the_budget()
    {
        string steps = string.Join("; ", Enumerable.Range(1, 40).Select(i => $"t{i} := $\"{{t{i - 1}}}{{t{i - 1}}}\""));
        Decision decision = Program($"deny if {{ t0 := \"{new string('x', 1024)}\"; {steps}; t40 == \"\" }}").Evaluate(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal(("t.p", nameof(EvaluationLimits.MaxSteps)), (decision.Errors[0].PolicyId, decision.Errors[0].Limit));
    }

    [Fact]
    public void What_is_kept_for_patterns_of_objects_has_a_limit()
    {
        var code = new PolicyKit.Emit.ProgramCode(PolicyKit.Binding.Binder.Bind(TestDomain.Instance, []));
        int made = 0;
        string Make(object key)
        {
            made++;
            return key.ToString()!;
        }
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 10_005; i++) Assert.Equal($"{i}", code.Cache($"{i}", Make));
        }
        Assert.Equal(10_010, made);
    }

    private static PolicyProgram Program(string p, string q = "deny if object.none", string shared = "s := 1", string r = "deny if object.none", SyntaxTree? others = null)
    {
        EmitResult result = Compile(p, q, shared, r, others).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Select(DiagnosticRenderer.Render)));
        return result.Program;
    }

    private static Compilation Compile(string p, string q = "deny if object.none", string shared = "s := 1", string r = "deny if object.none", SyntaxTree? others = null)
    {
        SyntaxTree tree = SyntaxTree.Parse($$"""
            package t

            {{shared}}

            policy p {
                match: workloads
                {{p}}
            }

            policy q {
                match: workloads
                {{q}}
            }

            policy r {
                match: workloads
                {{r}}
            }
            """);
        return Compilation.Create(others is null ? [tree] : [tree, others], TestDomain.Instance);
    }
}
