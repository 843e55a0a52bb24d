using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Lowering.Screening;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Planning;

/// <summary>Plans the screens of policies for objects of one kind.</summary>
internal sealed class ScreenPlanner(BindingSession session, ObjectKind kind, Value[] parameters)
{
    /// <summary>Policies, and guards, of more steps are evaluated as they are.</summary>
    private const int MaxSteps = 400;

    /// <summary>The literals that are left of each query of a policy that has too many steps.</summary>
    private const int MaxLiterals = 6;

    private readonly Dictionary<RuleSymbol, PlanBlock> _guards = [];
    private readonly List<PlannedQuery> _ofGuards = [];
    private readonly PlanNumbers _numbers = new();

    /// <summary>The queries of guards that were planned.</summary>
    public IEnumerable<PlannedQuery> OfGuards => _ofGuards;

    /// <summary>
    /// The queries of a policy, of which one holds when there may be a finding; null when they are too long. What is too long with a query for each element of constant collections may be short enough with the first literals of
    /// each, which mark more than they must, or when it goes over the collections.
    /// </summary>
    public ImmutableArray<PlannedQuery>? Plan(PolicySymbol policy)
    {
        if (policy.Findings.Count == 0) return null;
        ImmutableArray<BoundQuery>? expanded = ScreenQueries.Of(policy.Findings, session.Bodies, kind, parameters, expands: true);
        ImmutableArray<BoundQuery>? cut = expanded is { } whole ? [.. whole.Select(q => q.Literals.Length <= MaxLiterals ? q : new BoundQuery(q.Literals[..MaxLiterals]))] : null;
        ImmutableArray<PlannedQuery>? planned = Plan(policy.Findings[0], expanded) ?? Plan(policy.Findings[0], cut) ?? Plan(policy.Findings[0], ScreenQueries.Of(policy.Findings, session.Bodies, kind, parameters, expands: false));
        foreach (RuleStep guard in planned?.SelectMany(q => q.Block.Steps.OfType<RuleStep>()).Where(s => s.IsGuard) ?? []) PlanGuard(guard.Rule);
        return planned;
    }

    /// <summary>Fuses queries that were planned.</summary>
    public PlanBlock Fuse(IEnumerable<(int Policy, PlanBlock Block)> blocks) => ScreenFusion.Fuse(blocks, _numbers, _guards);

    private void PlanGuard(RuleSymbol guard)
    {
        if (_guards.ContainsKey(guard) || Plan(guard, ScreenQueries.Of(guard, session.Bodies, kind, parameters)) is not { } planned) return;
        _ofGuards.AddRange(planned);
        _guards.Add(guard, Fuse(planned.Select(q => (0, q.Block))));
    }

    private ImmutableArray<PlannedQuery>? Plan(RuleSymbol rule, ImmutableArray<BoundQuery>? queries)
    {
        if (queries is not { } asked) return null;
        ImmutableArray<PlannedQuery> planned = [.. asked.Select(q => new PlannedQuery(q, Planner.PlanScreen(rule, q, session.MockedBuiltins, _numbers)))];
        return planned.Sum(q => q.Block.Size) <= MaxSteps ? planned : null;
    }
}

/// <summary>A query of a screen, and the block that it is planned as.</summary>
internal readonly record struct PlannedQuery(BoundQuery Query, PlanBlock Block);
