using System.Collections.Immutable;

namespace PolicyKit.Planning;

/// <summary>Rebuilds steps over other operands. The locals that the steps fill stay theirs.</summary>
internal sealed class PlanStepRewriter(Func<Operand, Operand> map)
{
    public PlanBlock Rewrite(PlanBlock block)
    {
        var rewritten = new PlanBlock();
        rewritten.AddRange(block.Steps.Select(Rewrite));
        return rewritten;
    }

    public PlanStep Rewrite(PlanStep step) => step switch
    {
        RuleEntryStep s => s with { Keys = All(s.Keys) },
        PlaceMemberStep s => s with { Place = map(s.Place), Key = map(s.Key) },
        PlaceEntriesStep s => s with { Place = map(s.Place) },
        DocumentOfStep s => s with { Place = map(s.Place) },
        MemberStep s => s with { Source = map(s.Source) },
        IndexStep s => s with { Source = map(s.Source), Key = map(s.Key) },
        ScanStep s => s with { Source = map(s.Source), Body = Rewrite(s.Body) },
        BuiltinStep s => s with { Arguments = All(s.Arguments) },
        FunctionStep s => s with { Arguments = All(s.Arguments) },
        CompareStep s => s with { Left = map(s.Left), Right = map(s.Right) },
        CompareTest s => s with { Left = map(s.Left), Right = map(s.Right) },
        MembershipStep s => s with { Key = s.Key is { } key ? map(key) : default(Operand?), Item = map(s.Item), Collection = map(s.Collection) },
        TruthTest s => new TruthTest(map(s.Operand)),
        DefinedTest s => new DefinedTest(map(s.Operand)),
        CollectionTest s => new CollectionTest(map(s.Operand)),
        ArrayTest s => s with { Operand = map(s.Operand) },
        ObjectTest s => s with { Operand = map(s.Operand) },
        ArrayStep s => s with { Items = All(s.Items) },
        SetStep s => s with { Items = All(s.Items) },
        ObjectStep s => s with { Items = [.. s.Items.Select(i => (map(i.Key), map(i.Value)))] },
        ComprehensionStep s => s with { Body = Rewrite(s.Body) },
        CountStep s => s with { Body = Rewrite(s.Body) },
        RepeatTest s => s with { Source = map(s.Source) },
        CollectStep s => new CollectStep(s.Key is { } key ? map(key) : default(Operand?), map(s.Value)),
        TemplateStep s => s with { Operands = All(s.Operands) },
        OptionalStep s => s with { Body = Rewrite(s.Body) },
        FoundStep s => new FoundStep(map(s.Value)),
        NotStep s => s with { Body = Rewrite(s.Body) },
        WithStep s => s with { Replacements = [.. s.Replacements.Select(r => r with { Value = map(r.Value) })] },
        MemberResultStep s => new MemberResultStep(map(s.Member)),
        DocumentStep or ParamStep or BaseDataStep or RuleStep or PackageStep or UseContextStep or HoldsStep => step,
        _ => throw new InvalidOperationException($"{step.GetType().Name} is no step of a query"),
    };

    private ImmutableArray<Operand> All(ImmutableArray<Operand> operands) => [.. operands.Select(map)];
}
