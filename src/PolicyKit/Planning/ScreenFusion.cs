using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyKit.Binding;
using PolicyKit.Builtins;

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

    private ScreenFusion(PlanNumbers numbers) => (_rewriter, _numbers) = (new PlanStepRewriter(Map), numbers);

    /// <summary>The fused block; ends in a <see cref="NextStep"/>.</summary>
    /// <param name="screens">Blocks that end in a <see cref="HoldsStep"/>, with what they are asked for.</param>
    /// <param name="numbers">Those of their locals and contexts.</param>
    public static PlanBlock Fuse(IEnumerable<(ScreenTarget Target, PlanBlock Block)> screens, PlanNumbers numbers)
    {
        var fusion = new ScreenFusion(numbers);
        var scope = new Scope(fusion, null);
        foreach ((ScreenTarget target, PlanBlock block) in screens) fusion.Add(scope, target, block, new OwnSteps());
        return scope.ToBlock();
    }

    /// <summary>
    /// Adds the steps of a policy to a scope. Steps that others cannot share are the policy's own and come last. From the first that may end in an error on all are its own, because after what is shared it might not be reached;
    /// an error that an earlier test would have prevented is no harm: the policies are evaluated then, and tell. What is only for old versions of Kubernetes is its own too, so that it costs nothing elsewhere.
    /// </summary>
    private void Add(Scope scope, ScreenTarget target, PlanBlock block, OwnSteps own)
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
                Add(inside, target, scan.Body, own);
                return;
            }
            if (step is RuleStep { IsGuard: true } guard)
            {
                own.Undecided.Add(Share(guard.Result, scope.Outermost.Read(guard.Rule, r => new RuleStep(r, guard.Rule) { IsGuard = true, IsOptional = true })));
                own.IsGuarded = true;
                continue;
            }
            if (!own.IsClosed && TryShare(scope, step, own.Undecided, isFirst: own.Steps.Count == 0 && !own.IsGuarded)) continue;
            own.Steps.Add(own.IsClosed ? Rewrite(scope, step) : Hoist(scope, Rewrite(scope, step), own.Undecided));
            own.IsClosed |= MayFail(step) || IsOfOldVersions(step);
        }
        var mark = new PlanBlock();
        mark.AddRange(Tests(own.Undecided));
        mark.AddRange(CheapFirst(own.Steps));
        scope.Marks.Add(new MarkStep(target, mark));
    }

    /// <summary>Tests that have no error and come first, in an order in which those that go over collections come last.</summary>
    private static IEnumerable<PlanStep> CheapFirst(List<PlanStep> steps)
    {
        int tests = steps.TakeWhile(s => s is NotStep or CompareTest or TruthTest or DefinedTest && !MayFail(s)).Count();
        return steps.Take(tests).OrderBy(Scans).Concat(steps.Skip(tests));
    }

    private static bool Scans(PlanStep step) => step is ScanStep or ComprehensionStep or CountStep || step.Blocks.Any(b => b.Steps.Any(Scans));

    /// <summary>Going over a constant that has elements, what is read first is read of the same for each of them.</summary>
    private PlanStep Hoist(Scope scope, PlanStep step, List<PlanLocal> undecided)
    {
        if (step is not ScanStep { Source: { IsConstant: true, Constant.Count: > 0 } } scan) return step;
        var body = new PlanBlock();
        body.AddRange(scan.Body.Steps.SkipWhile(s => TryShare(scope, s, undecided)).Select(_rewriter.Rewrite));
        return scan with { Body = body };
    }

    /// <summary>
    /// Reads of what a scope has are the scope's, and what builtins say of them where others ask for it too or where it is what a policy asks <paramref name="isFirst"/>; those that must be defined are added to the
    /// <paramref name="undecided"/>.
    /// </summary>
    private bool TryShare(Scope scope, PlanStep step, List<PlanLocal> undecided, bool isFirst = false)
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
            case BuiltinStep { IsMocked: false, Builtin.IsRelation: false } asked when !EvaluationBuiltins.Has(asked.Builtin) && asked.Arguments.All(a => a.IsConstant || scope.OwnerOf(Map(a).Local!) is not null) && InnermostOf(scope, asked.Arguments) is { } holder:
                ImmutableArray<Operand> arguments = [.. asked.Arguments.Select(Map)];
                (Builtin Builtin, string Arguments) what = (asked.Builtin, string.Join(' ', arguments));
                if (!holder.Has(what) && !(isFirst || IsTotal(asked))) return false;
                // What is undefined of something undefined is tested once.
                foreach (Operand argument in arguments) undecided.Remove(argument.Local!);
                undecided.Add(Share(asked.Result, holder.Read(what, r => asked with { Result = r, Arguments = arguments, IsOptional = true })));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a builtin has a result for all that is defined, and reads nothing more than it: a screen may always ask first.</summary>
    public static bool IsTotal(BuiltinStep step) => step.Builtin is { TakesContext: false, Parameters: ["any"] };

    /// <summary>The innermost of the scopes that the locals of operands are of; null when all are constants.</summary>
    private Scope? InnermostOf(Scope scope, ImmutableArray<Operand> operands)
    {
        Scope?[] owners = [.. operands.Where(o => !o.IsConstant).Select(o => scope.OwnerOf(Map(o).Local!))];
        for (Scope? around = scope; around is not null; around = around.Outer)
        {
            if (owners.Contains(around)) return around;
        }
        return null;
    }

    private static bool IsOfOldVersions(PlanStep step) => step is NotStep { Body.Steps: [BuiltinStep { VersionAsked: not null }, TruthTest, HoldsStep] };

    /// <summary>Whether a step may end in an error.</summary>
    public static bool MayFail(PlanStep step) =>
        step is not (DocumentStep or ParamStep or BaseDataStep or MemberStep or IndexStep or ScanStep or CompareStep or CompareTest or MembershipStep or TruthTest or DefinedTest or CollectionTest or ArrayTest or ObjectTest
            or ArrayStep or SetStep or TemplateStep or OptionalStep or FoundStep or NotStep or HoldsStep or ComprehensionStep { Kind: not ComprehensionKind.Object } or CollectStep or CountStep or BuiltinStep { VersionAsked: not null })
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

        /// <summary>Whether the policy asks a guard first.</summary>
        public bool IsGuarded { get; set; }

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

        public Scope? Outer => outer;

        public Scope Outermost => outer?.Outermost ?? this;

        /// <summary>The scope, this one or one around it, that has a local; null when none has it.</summary>
        public Scope? OwnerOf(PlanLocal local) => local == Element || local == _key || _locals.Contains(local) ? this : outer?.OwnerOf(local);

        /// <summary>Whether something is read already.</summary>
        public bool Has(object what) => _reads.ContainsKey(what);

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
