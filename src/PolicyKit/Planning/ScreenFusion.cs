using System.Runtime.CompilerServices;
using PolicyKit.Binding;
using PolicyKit.Symbols;

namespace PolicyKit.Planning;

/// <summary>
/// Fuses the screens of many policies into one block: what several of them read is read once, before all tests, and each collection is gone over once. Reading ahead of the tests is harmless, because a read has no effect
/// and what it gives may be undefined.
/// </summary>
internal sealed class ScreenFusion
{
    private readonly Dictionary<PlanLocal, Operand> _shared = [];
    private readonly PlanStepRewriter _rewriter;
    private readonly PlanNumbers _numbers;

    private readonly IReadOnlyDictionary<RuleSymbol, PlanBlock> _guards;

    private ScreenFusion(PlanNumbers numbers, IReadOnlyDictionary<RuleSymbol, PlanBlock> guards) => (_rewriter, _numbers, _guards) = (new PlanStepRewriter(Map), numbers, guards);

    /// <summary>The fused block; ends in a <see cref="NextStep"/>.</summary>
    /// <param name="screens">Blocks that end in a <see cref="HoldsStep"/>, with the numbers of their policies.</param>
    /// <param name="numbers">Those of their locals and contexts.</param>
    /// <param name="guards">The fused blocks of guards; others are evaluated as rules.</param>
    public static PlanBlock Fuse(IEnumerable<(int Policy, PlanBlock Block)> screens, PlanNumbers numbers, IReadOnlyDictionary<RuleSymbol, PlanBlock> guards)
    {
        var fusion = new ScreenFusion(numbers, guards);
        var scope = new Scope(fusion, null);
        foreach ((int policy, PlanBlock block) in screens) fusion.Add(scope, policy, block, new OwnSteps());
        return scope.ToBlock();
    }

    /// <summary>
    /// Adds the steps of a policy to a scope. Steps that others cannot share are the policy's own and come last. From the first that may end in an error on all are its own, because after what is shared it might not be reached;
    /// an error that an earlier test would have prevented is no harm: the policies are evaluated then, and tell. What is only for old versions of Kubernetes is its own too, so that it costs nothing elsewhere.
    /// </summary>
    private void Add(Scope scope, int policy, PlanBlock block, OwnSteps own)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (PlanStep step in block.Steps)
        {
            if (!own.IsClosed && step is ScanStep scan && Map(scan.Source).Local is { } source && scope.OwnerOf(source) is not null)
            {
                own.Undecided.Remove(source);
                Scope inside = scope.Scan(source);
                if (scan.Key is { } key) Share(key, inside.Key);
                if (scan.Element is { } element) Share(element, inside.Element);
                Add(inside, policy, scan.Body, own);
                return;
            }
            if (step is RuleStep { IsGuard: true } guard)
            {
                own.Undecided.Add(Share(guard.Result, scope.Outermost.Read(guard.Rule, r => GuardOf(r, guard.Rule))));
                continue;
            }
            if (own.IsClosed || !TryShare(scope, step, own.Undecided)) own.Steps.Add(own.IsClosed ? Rewrite(scope, step) : Hoist(scope, Rewrite(scope, step), own.Undecided));
            own.IsClosed |= MayFail(step) || IsOfOldVersions(step);
        }
        var mark = new PlanBlock();
        mark.AddRange(Tests(own.Undecided));
        mark.AddRange(CheapFirst(own.Steps));
        scope.Marks.Add(new MarkStep(policy, mark));
    }

    /// <summary>Tests that have no error and come first, in an order in which those that go over collections come last.</summary>
    private static IEnumerable<PlanStep> CheapFirst(List<PlanStep> steps)
    {
        int tests = steps.TakeWhile(s => s is NotStep or CompareTest or TruthTest or DefinedTest && !MayFail(s)).Count();
        return steps.Take(tests).OrderBy(Scans).Concat(steps.Skip(tests));
    }

    private static bool Scans(PlanStep step) => step is ScanStep or ComprehensionStep || step.Blocks.Any(b => b.Steps.Any(Scans));

    /// <summary>Going over a constant that has elements, what is read first is read of the same for each of them.</summary>
    private PlanStep Hoist(Scope scope, PlanStep step, List<PlanLocal> undecided)
    {
        if (step is not ScanStep { Source: { IsConstant: true, Constant.Count: > 0 } } scan) return step;
        var body = new PlanBlock();
        body.AddRange(scan.Body.Steps.SkipWhile(s => TryShare(scope, s, undecided)).Select(_rewriter.Rewrite));
        return scan with { Body = body };
    }

    /// <summary>Reads of what a scope has are the scope's; those that must be defined are added to the <paramref name="undecided"/>.</summary>
    private bool TryShare(Scope scope, PlanStep step, List<PlanLocal> undecided)
    {
        switch (step)
        {
            case DocumentStep document:
                undecided.Add(Share(document.Result, scope.Outermost.Read((typeof(DocumentStep), document.Document.Slot), r => new DocumentStep(r, document.Document) { IsOptional = true })));
                return true;
            case MemberStep member when Map(member.Source).Local is { } source && scope.OwnerOf(source) is { } owner:
                // A member is only there when its object is.
                undecided.Remove(source);
                undecided.Add(Share(member.Result, owner.Read((source, member.Key), r => new MemberStep(r, source, member.Key) { IsOptional = true })));
                return true;
            case BuiltinStep { IsMocked: false, Builtin: { TakesContext: false, Parameters: ["any"] }, Arguments: [var operand] } asked when Map(operand).Local is { } of && scope.OwnerOf(of) is { } holder:
                // What takes any value has a result for it.
                undecided.Remove(of);
                undecided.Add(Share(asked.Result, holder.Read((asked.Builtin, of), r => asked with { Result = r, Arguments = [of], IsOptional = true })));
                return true;
            default:
                return false;
        }
    }

    private PlanStep GuardOf(PlanLocal result, RuleSymbol rule) =>
        _guards.TryGetValue(rule, out PlanBlock? body) ? new GuardStep(result, rule, body) : new RuleStep(result, rule) { IsGuard = true, IsOptional = true };

    private static bool IsOfOldVersions(PlanStep step) => step is NotStep { Body.Steps: [BuiltinStep { VersionAsked: not null }, TruthTest, HoldsStep] };

    private static bool MayFail(PlanStep step) =>
        step is not (DocumentStep or ParamStep or BaseDataStep or MemberStep or IndexStep or ScanStep or CompareStep or CompareTest or MembershipStep or TruthTest or DefinedTest or CollectionTest or ArrayTest or ObjectTest
            or ArrayStep or SetStep or TemplateStep or OptionalStep or FoundStep or NotStep or HoldsStep or ComprehensionStep { Kind: not ComprehensionKind.Object } or CollectStep or BuiltinStep { VersionAsked: not null })
        || step.Blocks.Any(b => b.Steps.Any(MayFail));

    private PlanStep Rewrite(Scope scope, PlanStep step)
    {
        if (step is not NotStep not) return _rewriter.Rewrite(step);
        var undecided = new List<PlanLocal>();
        int shared = not.Body.Steps.TakeWhile(s => TryShare(scope, s, undecided)).Count();
        var body = new PlanBlock();
        body.AddRange(Tests(undecided));
        body.AddRange(not.Body.Steps.Skip(shared).Select(_rewriter.Rewrite));
        return not with { Body = body };
    }

    private static IEnumerable<PlanStep> Tests(List<PlanLocal> undecided) => undecided.Distinct().Select(l => new DefinedTest(l));

    private PlanLocal Share(PlanLocal own, PlanLocal shared)
    {
        _shared[own] = shared;
        return shared;
    }

    private PlanLocal NewLocal() => new(_numbers.Locals++);

    private Operand Map(Operand operand) => operand.Local is { } local && _shared.TryGetValue(local, out Operand shared) ? shared : operand;

    /// <summary>The steps of a policy that no other shares, and what must be defined before them.</summary>
    private sealed class OwnSteps
    {
        public List<PlanLocal> Undecided { get; } = [];

        public List<PlanStep> Steps { get; } = [];

        /// <summary>Whether what comes after them is the policy's own too.</summary>
        public bool IsClosed { get; set; }
    }

    /// <summary>What is done once, or once for each element of a collection.</summary>
    private sealed class Scope(ScreenFusion fusion, Scope? outer)
    {
        private readonly Dictionary<object, PlanLocal> _reads = [];
        private readonly HashSet<PlanLocal> _locals = [];
        private readonly List<(PlanLocal Local, PlanStep Step)> _steps = [];
        private readonly Dictionary<PlanLocal, Scope> _scans = [];
        private PlanLocal? _key;

        public List<MarkStep> Marks { get; } = [];

        public PlanLocal Element { get; } = fusion.NewLocal();

        public PlanLocal Key => _key ??= fusion.NewLocal();

        public Scope Outermost => outer?.Outermost ?? this;

        /// <summary>The scope, this one or one around it, that has a local; null when none has it.</summary>
        public Scope? OwnerOf(PlanLocal local) => local == Element || _locals.Contains(local) ? this : outer?.OwnerOf(local);

        /// <summary>The local of a read.</summary>
        public PlanLocal Read(object what, Func<PlanLocal, PlanStep> step)
        {
            if (_reads.TryGetValue(what, out PlanLocal? known)) return known;
            PlanLocal local = fusion.NewLocal();
            _steps.Add((local, step(local)));
            _locals.Add(local);
            _reads.Add(what, local);
            return local;
        }

        public Scope Scan(PlanLocal source)
        {
            if (!_scans.TryGetValue(source, out Scope? scan)) _scans.Add(source, scan = new Scope(fusion, this));
            return scan;
        }

        public PlanBlock ToBlock() => ScreenLayout.Arrange(_steps, Marks, _scans.Select(s => (s.Key, (PlanStep)s.Value.ToStep(s.Key))));

        /// <summary>The scope as what is done for each element of a collection.</summary>
        private ForEachStep ToStep(PlanLocal source)
        {
            PlanBlock body = ToBlock();
            var each = new PlanBlock();
            each.Add(new ScanStep(_key, Element, source, ScanOrder.Any, body));
            return new ForEachStep(each);
        }
    }
}
