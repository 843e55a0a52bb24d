using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PolicyKit.Symbols;

namespace PolicyKit.Planning;

/// <summary>Asserts what emission relies on: every local is filled once and on every way to its uses, contexts exist, and a scan, or the end of a block, is the last step of it.</summary>
internal sealed class PlanValidator
{
    private readonly RulePlan _plan;
    private readonly HashSet<PlanLocal> _filled = [];

    private PlanValidator(RulePlan plan) => _plan = plan;

    /// <summary>Throws when the plan is broken; checks nothing in a release build.</summary>
    [Conditional("DEBUG")]
    public static void Validate(RulePlan plan) => Check(plan);

    /// <summary>Throws when the plan is broken.</summary>
    public static void Check(RulePlan plan)
    {
        var validator = new PlanValidator(plan);
        var start = new Known(ImmutableHashSet<PlanLocal>.Empty, [0]);
        foreach (PlanLocal parameter in plan.Parameters) start = validator.Fill(start, parameter);
        foreach (PlanBlock block in plan.Clauses.SelectMany(c => c)) validator.Check(block, start, IsResult);
        if (plan.Default is { } value) validator.Check(value, start, IsResult);
    }

    /// <summary>Throws when the fused clauses of a partial set are broken; checks nothing in a release build.</summary>
    [Conditional("DEBUG")]
    public static void Validate(RuleSymbol rule, PlanBlock[] clauses) => Check(new RulePlan(rule, [], [[.. clauses]], null));

    /// <summary>Throws when the plan of a screen is broken; checks nothing in a release build.</summary>
    [Conditional("DEBUG")]
    public static void Validate(RuleSymbol rule, PlanBlock screen)
    {
        var validator = new PlanValidator(new RulePlan(rule, [], [[screen]], null));
        validator.Check(screen, new Known(ImmutableHashSet<PlanLocal>.Empty, [0]), s => s is NextStep);
    }

    private static bool IsResult(PlanStep step) => step is ResultStep or MemberResultStep or EntryResultStep or EndFindingStep;

    private void Check(PlanBlock block, Known known, Func<PlanStep, bool> isEnd)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (int i = 0; i < block.Steps.Count; i++)
        {
            PlanStep step = block.Steps[i];
            bool isLast = i == block.Steps.Count - 1;
            if ((step is ScanStep or AlternativesStep || isEnd(step)) != isLast) Fail(step, "only the end of a block, or a scan, is its last step");
            foreach (Operand operand in step.Operands)
            {
                if (operand.Local is { } local && !known.Locals.Contains(local)) Fail(step, $"{local} is read before it is filled");
            }
            known = Check(step, known, isEnd);
        }
        if (block.Steps.Count == 0) throw new InvalidOperationException($"plan of {_plan.Rule}: a block without steps");
    }

    private Known Check(PlanStep step, Known known, Func<PlanStep, bool> isEnd)
    {
        switch (step)
        {
            case ScanStep scan:
                Known inside = scan.Key is { } key ? Fill(known, key) : known;
                Check(scan.Body, scan.Element is { } element ? Fill(inside, element) : inside, isEnd);
                break;
            case ComprehensionStep comprehension:
                Check(comprehension.Body, known, s => s is CollectStep);
                break;
            case CountStep count:
                Check(count.Body, known, s => s is CollectStep);
                break;
            case OptionalStep optional:
                Check(optional.Body, known, s => s is FoundStep);
                break;
            case NotStep not:
                Check(not.Body, known, s => s is HoldsStep);
                break;
            case ForEachStep each:
                Check(each.Body, known, s => s is PlaceStep or NextStep);
                break;
            case AlternativesStep alternatives:
                foreach (PlanBlock block in alternatives.Blocks) Check(block, known, isEnd);
                break;
            case MarkStep mark:
                Check(mark.Body, known, s => s is HoldsStep);
                break;
            case WithStep with:
                if (!known.Contexts.Contains(with.Parent) || known.Contexts.Contains(with.Context)) Fail(step, "a context is made once, from one that is there");
                return known with { Contexts = known.Contexts.Add(with.Context) };
            case UseContextStep use when !known.Contexts.Contains(use.Context):
                Fail(step, "there is no such context");
                break;
        }
        return Result(step) is { } result ? Fill(known, result) : known;
    }

    private Known Fill(Known known, PlanLocal local)
    {
        if (!_filled.Add(local)) throw new InvalidOperationException($"plan of {_plan.Rule}: {local} is filled twice");
        return known with { Locals = known.Locals.Add(local) };
    }

    private static PlanLocal? Result(PlanStep step) => step switch
    {
        DocumentStep s => s.Result,
        ParamStep s => s.Result,
        BaseDataStep s => s.Result,
        RuleStep s => s.Result,
        PackageStep s => s.Result,
        RuleEntryStep s => s.Result,
        PlaceMemberStep s => s.Result,
        PlaceEntriesStep s => s.Result,
        DocumentOfStep s => s.Result,
        MemberStep s => s.Result,
        IndexStep s => s.Result,
        BuiltinStep s => s.Result,
        FunctionStep s => s.Result,
        CompareStep s => s.Result,
        MembershipStep s => s.Result,
        ArrayStep s => s.Result,
        SetStep s => s.Result,
        ObjectStep s => s.Result,
        ComprehensionStep s => s.Result,
        CountStep s => s.Result,
        TemplateStep s => s.Result,
        OptionalStep s => s.Result,
        _ => null,
    };

    private void Fail(PlanStep step, string reason) => throw new InvalidOperationException($"plan of {_plan.Rule}: {reason}, at {step.GetType().Name}\n{PlanPrinter.Print(_plan)}");

    /// <summary>What is there on every way to a step.</summary>
    private sealed record Known(ImmutableHashSet<PlanLocal> Locals, ImmutableHashSet<int> Contexts);
}
