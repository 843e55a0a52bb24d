using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Planning;

public sealed class PlanCaseTests
{
    private const string Expected = "plan";

    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Planning", Expected)];

    /// <summary>The plans of all rules, in the order of their declaration.</summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Rules_are_planned_so(SectionCase planning) => Assert.Equal(planning[Expected], Plan(planning));

    internal static string Plan(SectionCase planning)
    {
        BindingSession session = Binder.Bind(TestDomain.Instance, planning.Trees);
        Assert.Empty(planning.Trees.SelectMany(t => t.Diagnostics));
        Assert.Empty(session.Diagnostics.ToImmutable());
        return string.Concat(session.Rules.Select(r => PlanPrinter.Print(Planner.Plan(r, session.Bodies[r], session.MockedBuiltins)))).TrimEnd('\n');
    }
}
