namespace PolicyKit.Tests.Engine;

public sealed class DecisionCaseTests
{
    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Engine/Decisions", DecisionCase.Labels)];

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
