using System.Text;

namespace PolicyKit.Tests.Engine;

public sealed class DecisionCaseTests
{
    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Engine/Decisions", DecisionCase.Labels)];

    /// <summary>From bytes, of which only what the policies read is read; it never turns out later that more was needed.</summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Policies_decide_on_bytes_alike(SectionCase engine)
    {
        if (engine.Sections.Any(s => s.Label is "old_object" or "request" or "namespace" or "cluster" or "path" or "complete" or "steps") || engine.Find("object") is not { } json) return;
        PolicyProgram program = DecisionCase.Compile(engine);
        Assert.Equal(engine[DecisionCase.Expected], DecisionCase.Print(program.Evaluate(Encoding.UTF8.GetBytes(json))));
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
