using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Lowering;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Planning;

/// <summary>Lowered clauses → steps over locals: directs unifications, turns lookups with open keys into scans, and reads nothing twice.</summary>
internal sealed partial class Planner
{
    private readonly IReadOnlySet<Builtin> _mocked;
    private readonly ScanOrder _order;
    private readonly ScanOrder _setOrder;
    private Dictionary<LocalSymbol, Operand> _bound = [];
    private Dictionary<ReadKey, PlanLocal> _reads = [];
    private readonly List<LocalSymbol> _boundInOrder = [];
    private readonly HashSet<BoundTerm> _evaluable = [];
    private readonly CertainTypes _certain = new();
    private VisibleVariables _visible = VisibleVariables.None;
    private PlanBlock _block = new();
    private ScanOrder _scanOrder;
    private int _locals;
    private int _contexts;
    private int _context;

    private Planner(IReadOnlySet<Builtin> mocked, RuleSymbol rule)
    {
        _mocked = mocked;
        // What passes through the sets of a policy keeps all its places; core modules make no findings.
        _setOrder = rule.IsStrict ? ScanOrder.EachPlace : ScanOrder.Any;
        _order = rule.Kind is RuleKind.Findings or RuleKind.PartialSet ? _setOrder : ScanOrder.Any;
        _scanOrder = _order;
        _isHidden = rule.IsHidden;
    }

    /// <summary>Plans a rule; with a number of keys, only those entries of a partial object that are under the keys given as arguments.</summary>
    public static RulePlan Plan(RuleSymbol rule, RuleBody body, IReadOnlySet<Builtin> mocked, int keys = 0, bool isTraced = false)
    {
        var planner = new Planner(mocked, rule) { _isTraced = isTraced };
        ImmutableArray<PlanLocal> parameters = [.. Enumerable.Range(0, rule.Arity + keys).Select(_ => planner.NewLocal())];
        ImmutableArray<ImmutableArray<PlanBlock>> clauses =
            [.. body.Clauses.Select(Lowerer.Lower).Select(c => c.Branches.Select(b => planner.PlanBranch(rule, c, b, parameters)).ToImmutableArray())];
        PlanBlock? defaultValue = body.Default is { } value ? planner.PlanDefault(value) : null;
        var plan = new RulePlan(rule, parameters, clauses, defaultValue, isTraced);
        PlanValidator.Validate(plan);
        return plan;
    }

    /// <summary>Plans a query of a screen: a block that ends in a <see cref="HoldsStep"/>. Its locals and contexts have the next numbers.</summary>
    public static PlanBlock PlanScreen(RuleSymbol rule, BoundQuery query, IReadOnlySet<Builtin> mocked, PlanNumbers numbers)
    {
        var planner = new Planner(mocked, rule) { _locals = numbers.Locals, _contexts = numbers.Contexts };
        PlanBlock block = planner.InBlock(
            () =>
            {
                planner.See(v => v.Visit(query));
                planner.Plan(query);
                planner.Add(new HoldsStep());
            },
            ScanOrder.Any);
        (numbers.Locals, numbers.Contexts) = (planner._locals, planner._contexts);
        return ScreenCounts.In(block);
    }

    private PlanBlock PlanDefault(BoundTerm value) => InBlock(() =>
    {
        TryClause(value.Location);
        Operand result = PlanTerm(value);
        SolveClause(value.Location, result);
        Add(new ResultStep(result));
    });

    private PlanBlock PlanBranch(RuleSymbol rule, BoundClause clause, BoundBranch branch, ImmutableArray<PlanLocal> parameters)
    {
        return InBlock(() =>
        {
            See(v => v.Visit(clause with { Branches = [branch] }));
            (BoundTerm Pattern, PlanLocal Value)[] given = [.. (rule.Kind == RuleKind.PartialObject ? branch.Keys : clause.Parameters).Zip(parameters)];
            List<(BoundTerm Pattern, PlanLocal Value)> computed = [];
            TryClause(branch.Location);
            if (given.Length > 0) PlanExpression(clause.Location, () => MatchGiven(given, computed));
            Plan(branch.Query);
            foreach ((BoundTerm pattern, PlanLocal value) in computed) Match(pattern, value);
            PlanResult(rule, clause, branch);
        });
    }

    /// <summary>Matches the patterns that can be matched before the body; the others are left.</summary>
    private void MatchGiven((BoundTerm Pattern, PlanLocal Value)[] given, List<(BoundTerm Pattern, PlanLocal Value)> computed)
    {
        foreach ((BoundTerm pattern, PlanLocal value) in given)
        {
            if (Available().Match(pattern)) Match(pattern, value);
            else computed.Add((pattern, value));
        }
    }

    private void PlanResult(RuleSymbol rule, BoundClause clause, BoundBranch branch)
    {
        switch (rule.Kind)
        {
            case RuleKind.Findings:
                SolveClause(branch.Location, Operand.Of(Value.True));
                Untraced(() => PlanFinding(branch.Finding!));
                break;
            case RuleKind.PartialSet:
                Operand member = PlanHead(branch.Value);
                SolveClause(branch.Location, member);
                Add(new MemberResultStep(member));
                break;
            case RuleKind.PartialObject:
                ImmutableArray<Operand> keys = [.. branch.Keys.Select(PlanHead)];
                Operand entry = PlanHead(branch.Value);
                SolveClause(branch.Location, entry);
                Add(new EntryResultStep(keys, entry, clause.AddsMember));
                break;
            default:
                Operand value = PlanHead(branch.Value);
                SolveClause(branch.Location, value);
                Add(new ResultStep(value));
                break;
        }
    }

    /// <summary>A part of a head: like an expression, it can be undefined.</summary>
    private Operand PlanHead(BoundTerm term)
    {
        if (_isHidden || term is BoundConstant or BoundVariable) return PlanTerm(term);
        Operand value = default;
        PlanExpression(term.Location, () => value = PlanTerm(term));
        return value;
    }

    private void PlanFinding(BoundFinding finding)
    {
        Add(new BeginFindingStep(finding));
        PlanPlaces(finding.Places);
        Operand message = finding.Message is null ? Operand.Of(Value.Undefined) : PlanOptional(finding.Message);
        if (finding.Fix is { } fix)
        {
            Add(new FixStep(fix, fix.Value is null ? Operand.Of(Value.Undefined) : PlanPart(fix.Value)));
            PlanPlaces(fix.Target);
        }
        Add(new EndFindingStep(message));
    }

    private void PlanPlaces(BoundPlaces? places)
    {
        switch (places)
        {
            case BoundPlace place:
                PlanPlace(place);
                break;
            case BoundPlaceComprehension comprehension:
                Add(new ForEachStep(InBlock(
                    () =>
                    {
                        See(v =>
                        {
                            v.Visit(comprehension.Query);
                            v.Visit(comprehension.Place);
                        });
                        Plan(comprehension.Query);
                        PlanPlace(comprehension.Place);
                    },
                    ScanOrder.Canonical | ScanOrder.EachPlace)));
                break;
            case BoundPlaceArray array:
                PlanLocal nodes = PlanOptional(array.Nodes);
                Add(new PlaceArrayStep(nodes));
                break;
        }
    }

    /// <summary>Neither the anchor nor the steps below it need to be there: a place never removes a finding.</summary>
    private void PlanPlace(BoundPlace place)
    {
        Operand anchor = PlanPart(place.Anchor);
        Add(new PlaceStep(anchor, [.. place.Steps.Select(PlanPart)]));
    }

    private Operand PlanPart(BoundTerm term) => term is BoundVariable or BoundConstant ? PlanTerm(term) : PlanOptional(term);

    private PlanLocal PlanOptional(BoundTerm term)
    {
        PlanLocal result = NewLocal();
        Add(new OptionalStep(result, InBlock(() => Add(new FoundStep(PlanTerm(term))))));
        return result;
    }

    /// <summary>Plans a block of its own: what it binds and reads is not known after it.</summary>
    private PlanBlock InBlock(Action plan, ScanOrder? order = null)
    {
        (PlanBlock outer, ScanOrder outerOrder, int context) = (_block, _scanOrder, _context);
        TracedExpression? expression = _expression;
        _expression = null;
        (Dictionary<LocalSymbol, Operand> bound, Dictionary<ReadKey, PlanLocal> reads, VisibleVariables visible) = (_bound, _reads, _visible);
        var block = new PlanBlock();
        _block = block;
        _bound = new Dictionary<LocalSymbol, Operand>(bound);
        _reads = new Dictionary<ReadKey, PlanLocal>(reads);
        _scanOrder = order ?? (outerOrder.HasFlag(ScanOrder.Canonical) ? outerOrder : _order);
        plan();
        (_block, _scanOrder, _context) = (outer, outerOrder, context);
        (_bound, _reads, _visible, _expression) = (bound, reads, visible, expression);
        return block;
    }

    private void Add(PlanStep step)
    {
        if (_certain.IsNeedless(step)) return;
        _certain.Add(step);
        _block.Add(step);
    }

    private PlanLocal NewLocal() => new(_locals++);

    /// <summary>Adds a step that reads, unless the same was read before on every way to here.</summary>
    private PlanLocal Read(ReadKey key, Func<PlanLocal, PlanStep> step)
    {
        if (_reads.TryGetValue(key, out PlanLocal? known)) return known;
        PlanLocal result = NewLocal();
        Add(step(result));
        _reads.Add(key, result);
        return result;
    }

    /// <summary>Identifies a read: what is read, from where, and in which context when that matters.</summary>
    private readonly record struct ReadKey(object What, PlanLocal? Source, int Context);
}
