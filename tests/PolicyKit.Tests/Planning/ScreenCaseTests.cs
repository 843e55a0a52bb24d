using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Planning;

public sealed class ScreenCaseTests
{
    private const string Expected = "screen";

    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Screens", Expected)];

    /// <summary>The fused screen of all policies, which have the numbers of their order.</summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Policies_are_screened_so(SectionCase screen)
    {
        BindingSession session = Binder.Bind(TestDomain.Instance, screen.Trees);
        Assert.Empty(screen.Trees.SelectMany(t => t.Diagnostics));
        Assert.Empty(session.Diagnostics.ToImmutable());
        Value[] parameters = [.. session.Params.Select(p => p.Default)];
        var planner = new ScreenPlanner(session, new ObjectKind("", "Pod"), parameters);
        var blocks = new List<(int, PlanBlock)>();
        for (int i = 0; i < session.Policies.Count; i++)
        {
            PolicySymbol policy = session.Policies[i];
            ImmutableArray<PlannedQuery>? planned = planner.Plan(policy);
            Assert.True(planned.HasValue, $"{policy} is not screened");
            blocks.AddRange(planned.Value.Select(q => (i, q.Block)));
        }
        PlanBlock fused = planner.Fuse(blocks);
        PlanValidator.Validate(session.Policies[0].Findings[0], fused);
        Assert.Equal(screen[Expected], PlanPrinter.Print(fused).TrimEnd('\n'));
    }
}
