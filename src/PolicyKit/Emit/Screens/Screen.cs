using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;
using PolicyKit.Symbols;

namespace PolicyKit.Emit.Screens;

/// <summary>
/// The hot tier of the policies that judge one kind: fused code that tells which of them may have findings, without making any. The others have neither findings nor errors and are not evaluated.
/// </summary>
internal sealed class Screen
{
    /// <summary>Policies of more steps are evaluated as they are, and code of more steps is split.</summary>
    private const int MaxStepsOfPolicy = 400;
    private const int MaxStepsOfCode = 700;

    /// <summary>Beyond so many CLR types, objects are evaluated as they are.</summary>
    private const int MaxTypes = 100;

    private readonly ConcurrentDictionary<ClrObject, ObjectScreen> _ofTypes = new();
    private readonly int[] _faults;
    private readonly ImmutableArray<int> _unscreened;
    private readonly ImmutableArray<(RuleSymbol Rule, PlanBlock Block)> _screens;
    private readonly ImmutableArray<TapeScreenCode> _ofTapes;
    private readonly int _policies;
    private readonly int _lastSymbol;
    private readonly ObjectKind _kind;
    private volatile ObjectScreen? _lastOfTypes;
    private volatile ElementMask? _elementMask;
    private volatile ElementScreenCode[]? _ofElements;

    private Screen(ObjectKind kind, int policies, ImmutableArray<int> unscreened, ImmutableArray<(RuleSymbol Rule, PlanBlock Block)> screens, ReadMask mask, ReadMask maskOfAll, PolicyDomain domain)
    {
        (_kind, _policies, _unscreened, _screens) = (kind, policies, unscreened, screens);
        (Mask, MaskOfAll) = (mask, maskOfAll);
        _faults = [.. domain.FaultReads.Select(p => mask.EntryOf(p[0])?.Ordinal ?? -1)];
        TapeSubject[] subjects = [.. screens.Select(_ => new TapeSubject(mask))];
        _ofTapes = [.. screens.Zip(subjects, (s, subject) => RuleEmitter.EmitScreen<TapeScreenCode>(s.Rule, s.Block, kind, subject).Compile())];
        _lastSymbol = subjects.Select(s => s.LastSymbol).DefaultIfEmpty(-1).Max();
    }

    /// <summary>What the code reads of an object.</summary>
    public ReadMask Mask { get; }

    /// <summary>What the code reads, and what the policies read that it may mark.</summary>
    public ReadMask MaskOfAll { get; }

    /// <summary>Whether all policies are screened.</summary>
    public bool IsAll => _unscreened.IsEmpty;

    /// <summary>Makes the screen of some policies, by their places, those that may be screened; compiles to machine code.</summary>
    public static Screen Make(ObjectKind kind, ImmutableArray<(PolicySymbol Policy, bool MayBeScreened)> policies, BindingSession session, Value[] parameters)
    {
        var unscreened = ImmutableArray.CreateBuilder<int>();
        var blocks = new List<(int Policy, PlanBlock Block)>();
        var screens = ImmutableArray.CreateBuilder<(RuleSymbol, PlanBlock)>();
        var readers = new List<PolicySymbol>();
        var numbers = new PlanNumbers();
        for (int i = 0; i < policies.Length; i++)
        {
            PolicySymbol policy = policies[i].Policy;
            ImmutableArray<PlanBlock>? plans = policies[i].MayBeScreened ? Plan(policy, session, parameters, numbers) : null;
            if (plans is null) unscreened.Add(i);
            if (plans is null || !plans.Value.All(ScreenReads.AreOwn)) readers.Add(policy);
            if (plans is null) continue;
            if (blocks.Sum(b => b.Block.Size) + plans.Value.Sum(p => p.Size) > MaxStepsOfCode) Fuse();
            blocks.AddRange(plans.Value.Select(p => (i, p)));
        }
        Fuse();
        var reads = new AccessTree();
        foreach ((_, PlanBlock block) in screens) ScreenReads.Add(reads, block, kind);
        bool areMatched = policies.Any(p => !p.MayBeScreened);
        ReadMask mask = ReadPlan.Of(kind, readers, session.Domain, areMatched, reads);
        ReadMask maskOfAll = ReadPlan.Of(kind, policies.Select(p => p.Policy), session.Domain, areMatched, reads, mask);
        return new Screen(kind, policies.Length, unscreened.ToImmutable(), screens.ToImmutable(), mask, maskOfAll, session.Domain);

        void Fuse()
        {
            if (blocks.Count == 0) return;
            RuleSymbol rule = policies[blocks[0].Policy].Policy.Findings[0];
            PlanBlock fused = ScreenFusion.Fuse(blocks, numbers);
            PlanValidator.Validate(rule, fused);
            screens.Add((rule, fused));
            blocks.Clear();
        }
    }

    /// <summary>What is too long with a query for each element of constant collections may be short enough when it goes over them.</summary>
    private static ImmutableArray<PlanBlock>? Plan(PolicySymbol policy, BindingSession session, Value[] parameters, PlanNumbers numbers) =>
        policy.Findings.Count == 0 ? null : Plan(policy, session, parameters, numbers, expands: true) ?? Plan(policy, session, parameters, numbers, expands: false);

    private static ImmutableArray<PlanBlock>? Plan(PolicySymbol policy, BindingSession session, Value[] parameters, PlanNumbers numbers, bool expands) =>
        Planner.PlanScreen([.. policy.Findings], session.Bodies, parameters, session.MockedBuiltins, numbers, expands) is { } blocks && blocks.Sum(b => b.Size) <= MaxStepsOfPolicy ? blocks : null;

    /// <summary>Marks the policies that are to be evaluated. A screen that cannot tell marks all.</summary>
    public ScreenResult Run(EvalContext context, Value subject)
    {
        EvaluationState state = context.State;
        state.Mark(_policies, all: false);
        if (!TryRun(context, subject) || state.NotJudged is not null) state.Mark(_policies, all: true);
        foreach (int policy in _unscreened) state.Marked[policy] = true;
        return state.HasMarks ? ScreenResult.Some : state.Marked.AsSpan(0, _policies).Contains(true) ? ScreenResult.Unscreened : ScreenResult.None;
    }

    /// <summary>Whether no policy has findings in what an element holds; false when that cannot be told.</summary>
    public bool AllowsElement(EvalContext context, JsonElement element)
    {
        EvaluationState state = context.State;
        ElementNodes nodes = context.Elements;
        if (!nodes.TryRead(element, _elementMask ??= new ElementMask(Mask)) || nodes.HasAny(_faults)) return false;
        state.Mark(_policies, all: false);
        state.IsScreening = true;
        try
        {
            foreach (ElementScreenCode code in _ofElements ??= CompileForElements()) code(context, nodes);
            if (state is { NotJudged: null, HasMarks: false } && !state.Marked.AsSpan(0, _policies).Contains(true)) return true;
            nodes.Disappoint(ended: false);
            return false;
        }
        catch (Exception e) when (e is EvaluationException || LargeStack.IsExhausted(e))
        {
            nodes.Disappoint(ended: true);
            return false;
        }
        finally
        {
            state.IsScreening = false;
        }
    }

    private ElementScreenCode[] CompileForElements() =>
        LargeStack.RunWhenNeeded(() => _screens.Select(s => RuleEmitter.EmitScreen<ElementScreenCode>(s.Rule, s.Block, _kind, new ElementSubject(Mask)).Compile()).ToArray());

    private bool TryRun(EvalContext context, Value subject)
    {
        context.State.IsScreening = true;
        try
        {
            if (subject.Reference is DocumentView view) return TryRun(context, view, (int)subject.Payload);
            return ClrValue.ContainerOf(subject) is ClrObject shape && TryRun(context, shape, subject.Reference!);
        }
        catch (Exception e) when (e is EvaluationException || LargeStack.IsExhausted(e))
        {
            // Whose error it is, and whether it is one, the policies tell.
            return false;
        }
        finally
        {
            context.State.IsScreening = false;
        }
    }

    private bool TryRun(EvalContext context, DocumentView view, int root)
    {
        if (!view.DropsNull || view.Tape.SymbolCount <= _lastSymbol) return false;
        // The kind may have become hot after the object was read: then what the code asks for need not be there.
        if (view.Tape.Reader.Root is { IsWhole: false } read && read != Mask && read != MaskOfAll) return false;
        foreach (TapeScreenCode code in _ofTapes) code(context, view.Tape, root);
        return true;
    }

    private bool TryRun(EvalContext context, ClrObject shape, object root)
    {
        if (_lastOfTypes is not { } screen || screen.Shape != shape)
        {
            if (!_ofTypes.TryGetValue(shape, out screen))
            {
                if (shape.HasExtension || _ofTypes.Count >= MaxTypes) return false;
                screen = _ofTypes.GetOrAdd(shape, Compile);
            }
            _lastOfTypes = screen;
        }
        foreach (ObjectScreenCode code in screen.Code) code(context, root);
        return true;
    }

    private ObjectScreen Compile(ClrObject shape) =>
        LargeStack.RunWhenNeeded(() => new ObjectScreen(shape, [.. _screens.Select(s => RuleEmitter.EmitScreen<ObjectScreenCode>(s.Rule, s.Block, _kind, new ClrSubject(shape)).Compile())]));

    /// <summary>The code for objects of a CLR type.</summary>
    private sealed record ObjectScreen(ClrObject Shape, ImmutableArray<ObjectScreenCode> Code);
}

/// <summary>What a screen found.</summary>
internal enum ScreenResult
{
    /// <summary>No policy has findings.</summary>
    None,

    /// <summary>Only policies that are not screened, or that ask for what is not known, are to be evaluated.</summary>
    Unscreened,

    /// <summary>Some policies may have findings.</summary>
    Some,
}
