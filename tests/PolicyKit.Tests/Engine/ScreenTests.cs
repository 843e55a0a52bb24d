using PolicyKit.Binding;
using PolicyKit.Emit;
using PolicyKit.Emit.Screens;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class ScreenTests
{
    private static readonly ObjectKind Pod = new("", "Pod");

    /// <summary>A kind may become hot between the reading of an object and its judging.</summary>
    [Fact]
    public void An_object_that_was_read_for_something_else_is_evaluated()
    {
        BindingSession session = Binder.Bind(TestDomain.Instance, [SyntaxTree.Parse("package t\n\npolicy p {\n    match: workloads\n    deny at object.spec.bad if object.spec.bad\n}\n", "t.policy")]);
        var screen = Screen.Make(Pod, [(session.Policies[0], true)], session, []);
        Assert.Equal(ScreenResult.Some, Run(screen, session, screen.Masks.Hoped));
        Assert.Equal(ScreenResult.Some, Run(screen, session, ReadMask.Whole));
        Assert.Equal(ScreenResult.Some, Run(screen, session, new ReadMask([], null, isPartial: true)));
        Assert.Equal(ScreenResult.None, Run(screen, session, screen.Masks.Hoped, "good"));
    }

    /// <summary>The first element is an error and the second would do: a screen that asked each clause of all elements would find the second first.</summary>
    [Fact]
    public void An_error_is_one_before_and_after_a_kind_is_hot()
    {
        var tree = SyntaxTree.Parse(
            """
            package t

            policy p {
                match: workloads
                deny at object.spec if not allows(object)
                allows(o) if {
                    some item in o.spec.items
                    is_free(item)
                }
                is_free(item) if object.get(item, "ports", null) == null
                is_free(item) if {
                    some port in item.ports
                    object.get(port, "number", 0) == 53
                }
            }

            """,
            "t.policy");
        PolicyProgram program = Compilation.Create([tree], TestDomain.Instance).Emit().Program!;
        byte[] json = """{"apiVersion": "v1", "kind": "Pod", "spec": {"items": [{"ports": [443]}, {}]}}"""u8.ToArray();
        Assert.Equal(Outcome.Error, program.Evaluate(json).Outcome);
        program.Warm();
        Assert.Equal(Outcome.Error, program.Evaluate(json).Outcome);
        Assert.Equal(Outcome.Allow, program.Evaluate("""{"apiVersion": "v1", "kind": "Pod", "spec": {"items": [{"ports": [{}]}, {}]}}"""u8).Outcome);
    }

    /// <summary>A screen over an element has no object as a value: what asks for one leaves the object to its text.</summary>
    [Theory]
    [InlineData("helper(object.spec.a) with object.b as 1")]
    [InlineData("count(object.spec) == 1")]
    [InlineData("object.spec == {\"a\": 1}")]
    [InlineData("some x in object.spec; x == 1")]
    [InlineData("some x in [object.spec]; x.a == 1")]
    [InlineData("walk(object, [[\"spec\", \"a\"], 1])")]
    [InlineData("is_object(object.spec)")]
    public void An_element_is_denied_as_its_text(string condition)
    {
        var tree = SyntaxTree.Parse($"package t\n\npolicy p {{\n    match: workloads\n    deny at object.spec if {{ {condition} }}\n    helper(x) := x\n}}\n", "t.policy");
        PolicyProgram program = Compilation.Create([tree], TestDomain.Instance).Emit().Program!;
        program.Warm();
        foreach (string spec in new[] { "{\"a\": 1}", "{\"a\": 2, \"b\": {}}", "[]", "null", "\"a\"", "{\"a\": 1, \"a\": 2}" })
        {
            string json = $"{{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"spec\": {spec}}}";
            using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(json);
            Assert.Equal(DecisionCase.Print(program.Evaluate(System.Text.Encoding.UTF8.GetBytes(json))), DecisionCase.Print(program.Evaluate(document.RootElement)));
        }
        Assert.Equal(Outcome.Deny, program.Evaluate("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"spec\": {\"a\": 1}}"u8).Outcome);
    }

    /// <summary>What is only asked where a guard holds is not read of other objects; where it holds, the object is read again, and after some of these the next ones at once.</summary>
    [Fact]
    public void What_comes_after_a_guard_is_read_when_it_holds()
    {
        var tree = SyntaxTree.Parse(
            """
            package t

            policy p {
                match: workloads

                deny at x
                if {
                    some x in marked.a
                    x.bad
                }

                is_concerned if object.spec.kind == "concerned"

                marked[name] := [object.spec.extra[name]] if {
                    is_concerned
                    some name in object.spec.names
                }
            }
            """,
            "t.policy");
        PolicyProgram program = Compilation.Create([tree], TestDomain.Instance).Emit().Program!;
        program.Warm();
        for (int i = 0; i < 100; i++) Assert.Equal(Outcome.Allow, program.Evaluate(Pods("other", "true")).Outcome);
        Assert.Equal(0, program.ReadAgain);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(Outcome.Allow, program.Evaluate(Pods("concerned", "false")).Outcome);
            Assert.Equal(Outcome.Deny, program.Evaluate(Pods("concerned", "true")).Outcome);
        }
        Assert.InRange(program.ReadAgain, 1, 2 * ReadTrust.Tolerated);

        static byte[] Pods(string kind, string bad) => System.Text.Encoding.UTF8.GetBytes(
            $$$"""{"apiVersion": "v1", "kind": "Pod", "spec": {"kind": "{{{kind}}}", "names": ["a"], "extra": {"a": {"bad": {{{bad}}} }, "b": {} }, "other": {"c": {} } } }""");
    }

    private static ScreenResult Run(Screen screen, BindingSession session, ReadMask mask, string member = "bad")
    {
        var tape = new Tape();
        JsonTapeReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"apiVersion": "v1", "kind": "Pod", "spec": {"{{member}}": 1} }"""), tape, demand: new Demand(mask));
        var context = new EvalContext(new ProgramCode(session));
        context.Begin(new PolicyInput { Object = tape.Root }, [], default);
        return screen.Run(context, tape.Root);
    }

    private sealed class Demand(ReadMask mask) : IReadDemand
    {
        public ReadMask MaskOf(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind) => mask;
    }
}
