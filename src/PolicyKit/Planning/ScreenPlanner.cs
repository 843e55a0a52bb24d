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

    /// <summary>Heavier lots of queries are several delegates: code that is too long is compiled without optimization.</summary>
    private const int MaxWeightOfPart = 850;

    /// <summary>The literals that are left of each query of a policy that has too many steps.</summary>
    private const int MaxLiterals = 6;

    /// <summary>Further guards are evaluated as rules: those that hold are the bits of a number.</summary>
    private const int MaxGuards = 64;

    private readonly Dictionary<RuleSymbol, int?> _guards = [];
    private readonly List<ImmutableArray<PlannedQuery>> _ofGuards = [];
    private readonly PlanNumbers _numbers = new();

    /// <summary>The queries of guards that were planned.</summary>
    public IEnumerable<PlannedQuery> OfGuards => _ofGuards.SelectMany(q => q);

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
        return planned is { } queries ? [.. queries.Where(q => !IsNever(q.Block)).Select(Guarded)] : null;
    }

    /// <summary>Fuses queries that were planned, and those of their guards, which come before what they guard.</summary>
    public ImmutableArray<ScreenPart> Fuse(IEnumerable<(ScreenTarget Target, PlannedQuery Query)> planned)
    {
        IEnumerable<(ScreenTarget Target, PlannedQuery Query)> guards = _ofGuards.SelectMany((queries, place) => queries.Select(q => (new ScreenTarget(place, IsGuard: true), q)));
        return
        [
            .. guards.Concat(planned).GroupBy(p => p.Query.Guard).OrderBy(g => g.Key ?? -1)
                .SelectMany(g => Split(g).Select(lot => new ScreenPart(lot[0].Query.Rule, ScreenFusion.Fuse(lot.Select(q => (q.Target, q.Query.Block)), _numbers), g.Key))),
        ];
    }

    /// <summary>Lots of queries, those in one that go over the same.</summary>
    private static IEnumerable<(ScreenTarget Target, PlannedQuery Query)[]> Split(IEnumerable<(ScreenTarget Target, PlannedQuery Query)> queries)
    {
        var lot = new List<(ScreenTarget, PlannedQuery)>();
        int total = 0;
        foreach ((ScreenTarget, PlannedQuery Query) query in queries.OrderBy(q => ScreenOrder.PathOf(q.Query.Block), StringComparer.Ordinal))
        {
            int weight = WeightOf(query.Query.Block);
            if (total > 0 && total + weight > MaxWeightOfPart)
            {
                yield return [.. lot];
                lot.Clear();
                total = 0;
            }
            lot.Add(query);
            total += weight;
        }
        if (lot.Count > 0) yield return [.. lot];
    }

    /// <summary>How long the code of a block is, about: in that of one step.</summary>
    private static int WeightOf(PlanBlock block) => block.Steps.Sum(s => s switch
    {
        BuiltinStep { VersionAsked: null } => 4,
        ComprehensionStep or CountStep => 3 + s.Blocks.Sum(WeightOf),
        ScanStep { Source: { IsConstant: true, Constant: var constants } } => (2 + s.Blocks.Sum(WeightOf)) * Math.Clamp(constants.Count, 1, 8),
        ScanStep => 3 + s.Blocks.Sum(WeightOf),
        _ => 1 + s.Blocks.Sum(WeightOf),
    });

    /// <summary>Whether a query never holds, and has no error before that is seen.</summary>
    private static bool IsNever(PlanBlock block) =>
        block.Steps.FirstOrDefault(s => ScreenFusion.MayFail(s) || s is TruthTest { Operand.IsConstant: true }) is TruthTest { Operand.Constant: var value } && !Ops.IsTrue(value);

    /// <summary>A query that begins with a guard, without it.</summary>
    private PlannedQuery Guarded(PlannedQuery query)
    {
        if (query.Block.Steps is not [RuleStep { IsGuard: true } asked, TruthTest test, ..] || test.Operand.Local != asked.Result || PlaceOf(asked.Rule) is not { } guard) return query;
        var rest = new PlanBlock();
        rest.AddRange(query.Block.Steps.Skip(2));
        return query with { Block = rest, Guard = guard };
    }

    private int? PlaceOf(RuleSymbol guard)
    {
        if (_guards.TryGetValue(guard, out int? known)) return known;
        if (_ofGuards.Count == MaxGuards || Plan(guard, ScreenQueries.Of(guard, session.Bodies, kind, parameters)) is not { } planned) return _guards[guard] = null;
        _ofGuards.Add(planned);
        return _guards[guard] = _ofGuards.Count - 1;
    }

    private ImmutableArray<PlannedQuery>? Plan(RuleSymbol rule, ImmutableArray<BoundQuery>? queries)
    {
        if (queries is not { } asked) return null;
        ImmutableArray<PlannedQuery> planned = [.. asked.Select(q => new PlannedQuery(rule, q, Planner.PlanScreen(rule, q, session.MockedBuiltins, _numbers)))];
        return planned.Sum(q => q.Block.Size) <= MaxSteps ? planned : null;
    }
}

/// <summary>A query of a screen, one of a rule's, the block that it is planned as, and the guard without which it is not asked.</summary>
internal readonly record struct PlannedQuery(RuleSymbol Rule, BoundQuery Query, PlanBlock Block)
{
    public int? Guard { get; init; }
}

/// <summary>Queries that are one delegate, the rule that the first is of, and the guard without which they are not asked.</summary>
internal sealed record ScreenPart(RuleSymbol Rule, PlanBlock Block, int? Guard);
