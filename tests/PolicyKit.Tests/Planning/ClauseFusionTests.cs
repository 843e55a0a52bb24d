using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Symbols;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Planning;

public sealed class ClauseFusionTests
{
    private const string Expected = "plan";

    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Fusion", Expected)];

    /// <summary>The fused clauses of the partial sets.</summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Clauses_are_fused_so(SectionCase fusion)
    {
        BindingSession session = Binder.Bind(TestDomain.Instance, fusion.Trees);
        Assert.Empty(session.Diagnostics.ToImmutable());
        Assert.Equal(fusion[Expected], string.Concat(session.Rules.Where(r => r.Kind == RuleKind.PartialSet).Select(r => Print(r, session))).TrimEnd('\n'));
    }

    private static string Print(RuleSymbol rule, BindingSession session)
    {
        RulePlan plan = Planner.Plan(rule, session.Bodies[rule], session.MockedBuiltins);
        ImmutableArray<PlanBlock> fused = [.. ClauseFusion.Fuse([.. plan.Clauses.SelectMany(c => c)])];
        RulePlan whole = plan with { Clauses = [.. fused.Select(b => ImmutableArray.Create(b))] };
        PlanValidator.Check(whole);
        return PlanPrinter.Print(whole);
    }
}
