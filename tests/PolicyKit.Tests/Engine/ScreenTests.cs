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
        Assert.Equal(ScreenResult.Some, Run(screen, session, screen.Mask));
        Assert.Equal(ScreenResult.Some, Run(screen, session, ReadMask.Whole));
        Assert.Equal(ScreenResult.Some, Run(screen, session, new ReadMask([], null, isPartial: true)));
        Assert.Equal(ScreenResult.None, Run(screen, session, screen.Mask, "good"));
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
