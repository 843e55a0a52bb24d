using System.Text;

namespace PolicyKit.Tests.Engine;

public sealed class DecisionCaseTests
{
    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Engine/Decisions", DecisionCase.Labels)];

    // An object that puts other texts where those of the case were.
    private static readonly byte[] Other = Encoding.UTF8.GetBytes($$"""{"apiVersion": "v1", "kind": "Pod", "{{new string('x', 40)}}": [{{string.Join(", ", Enumerable.Range(1, 400))}}]}""");

    /// <summary>
    /// From bytes, of which only what the policies read is read; it never turns out later that more was needed. What was decided stays when the buffers are used again. Objects after one with findings are read otherwise
    /// than the first.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Policies_decide_on_bytes_alike(SectionCase engine)
    {
        if (engine.Sections.Any(s => s.Label is "old_object" or "request" or "namespace" or "cluster" or "path" or "complete" or "steps") || engine.Find("object") is not { } json) return;
        PolicyProgram program = DecisionCase.Compile(engine);
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Decision cold = program.Evaluate(bytes);
        program.Evaluate(Other);
        program.Warm();
        Decision[] decisions = [cold, program.Evaluate(bytes), program.Evaluate(bytes), program.Evaluate(Other), program.Evaluate(bytes)];
        program.Evaluate(Other);
        Assert.All(decisions.Where((_, i) => i != 3), d => Assert.Equal(engine[DecisionCase.Expected], DecisionCase.Print(d)));
        Assert.Equal(0, program.ReadAgain);
    }

    /// <summary>In both tiers, and from both readers of documents.</summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Policies_decide(SectionCase engine)
    {
        PolicyProgram program = DecisionCase.Compile(engine);
        Assert.All(DecisionCase.Readers, read => Assert.Equal(engine[DecisionCase.Expected], DecisionCase.Print(program.Evaluate(DecisionCase.Input(engine, read)))));
        program.Warm();
        Assert.All(DecisionCase.Readers, read => Assert.Equal(engine[DecisionCase.Expected], DecisionCase.Print(program.Evaluate(DecisionCase.Input(engine, read)))));
    }
}
