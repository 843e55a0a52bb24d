using System.Collections.Immutable;
using System.Text;
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
        var queries = new List<(ScreenTarget, PlannedQuery)>();
        for (int i = 0; i < session.Policies.Count; i++)
        {
            PolicySymbol policy = session.Policies[i];
            ImmutableArray<PlannedQuery>? planned = planner.Plan(policy);
            Assert.True(planned.HasValue, $"{policy} is not screened");
            queries.AddRange(planned.Value.Select(q => (new ScreenTarget(i), q)));
        }
        var text = new StringBuilder();
        foreach (ScreenPart part in planner.Fuse(queries))
        {
            PlanValidator.Validate(part.Rule, part.Block);
            if (part.Guard is { } guard) text.Append("after guard ").Append(guard).Append(": ");
            text.Append(PlanPrinter.Print(part.Block));
        }
        Assert.Equal(screen[Expected], text.ToString().TrimEnd('\n'));
    }
}
