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
    /// <summary>Beyond so many CLR types, objects are evaluated as they are.</summary>
    private const int MaxTypes = 100;

    private readonly ConcurrentDictionary<ClrObject, ObjectScreen> _ofTypes = new();
    private readonly int[] _faults;
    private readonly ImmutableArray<int> _unscreened;
    private readonly ImmutableArray<ScreenPart> _parts;
    private readonly ImmutableArray<TapeScreenCode> _ofTapes;
    private readonly int _policies;
    private readonly int _lastSymbol;
    private readonly ObjectKind _kind;
    private volatile ObjectScreen? _lastOfTypes;
    private volatile ElementMask? _elementMask;
    private volatile ElementScreenCode[]? _ofElements;

    private Screen(ObjectKind kind, int policies, ImmutableArray<int> unscreened, ImmutableArray<ScreenPart> parts, ScreenMasks masks, PolicyDomain domain)
    {
        (_kind, _policies, _unscreened, _parts) = (kind, policies, unscreened, parts);
        Masks = masks;
        ReadMask mask = masks.Hoped;
        _faults = [.. domain.FaultReads.Select(p => mask.EntryOf(p[0])?.Ordinal ?? -1)];
        TapeSubject[] subjects = [.. parts.Select(_ => new TapeSubject(mask))];
        _ofTapes = [.. parts.Zip(subjects, (s, subject) => RuleEmitter.EmitScreen<TapeScreenCode>(s.Rule, s.Block, kind, subject).Compile())];
        _lastSymbol = subjects.Select(s => s.LastSymbol).DefaultIfEmpty(-1).Max();
    }

    /// <summary>What is read of an object.</summary>
    public ScreenMasks Masks { get; }

    /// <summary>Whether all policies are screened.</summary>
    public bool IsAll => _unscreened.IsEmpty;

    /// <summary>Makes the screen of some policies, by their places, those that may be screened; compiles to machine code.</summary>
    public static Screen Make(ObjectKind kind, ImmutableArray<(PolicySymbol Policy, bool MayBeScreened)> policies, BindingSession session, Value[] parameters)
    {
        var unscreened = ImmutableArray.CreateBuilder<int>();
        var planned = new List<(ScreenTarget Target, PlannedQuery Query)>();
        var planner = new ScreenPlanner(session, kind, parameters);
        for (int i = 0; i < policies.Length; i++)
        {
            if (policies[i].MayBeScreened && planner.Plan(policies[i].Policy) is { } queries) planned.AddRange(queries.Select(q => (new ScreenTarget(i), q)));
            else unscreened.Add(i);
        }
        ImmutableArray<ScreenPart> parts = planner.Fuse(planned);
        foreach (ScreenPart part in parts) PlanValidator.Validate(part.Rule, part.Block);
        var reads = new AccessTree();
        foreach (ScreenPart part in parts) ScreenReads.Add(reads, part.Block, kind);
        BoundQuery[] calling = [.. planned.Select(p => p.Query).Concat(planner.OfGuards).Where(q => !ScreenReads.AreOwn(q.Block)).Select(q => q.Query)];
        ScreenMasks masks = ScreenMasks.Make(kind, policies, unscreened, calling, reads, session);
        return new Screen(kind, policies.Length, unscreened.ToImmutable(), parts, masks, session.Domain);
    }

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
        if (!nodes.TryRead(element, _elementMask ??= new ElementMask(Masks.Hoped)) || nodes.HasAny(_faults)) return false;
        state.Mark(_policies, all: false);
        state.IsScreening = true;
        try
        {
            ElementScreenCode[] codes = _ofElements ??= CompileForElements();
            for (int i = 0; i < codes.Length; i++)
            {
                if (IsAsked(i, state)) codes[i](context, nodes);
            }
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

    /// <summary>Whether the guard of a part holds, if it has one.</summary>
    private bool IsAsked(int part, EvaluationState state) => _parts[part].Guard is not { } guard || (state.PassedGuards & (1UL << guard)) != 0;

    private ElementScreenCode[] CompileForElements() =>
        LargeStack.RunWhenNeeded(() => _parts.Select(s => RuleEmitter.EmitScreen<ElementScreenCode>(s.Rule, s.Block, _kind, new ElementSubject(Masks.Hoped)).Compile()).ToArray());

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
        if (view.Tape.Reader.Root is { IsWhole: false } read && !Masks.Has(read)) return false;
        for (int i = 0; i < _ofTapes.Length; i++)
        {
            if (IsAsked(i, context.State)) _ofTapes[i](context, view.Tape, root);
        }
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
        for (int i = 0; i < screen.Code.Length; i++)
        {
            if (IsAsked(i, context.State)) screen.Code[i](context, root);
        }
        return true;
    }

    private ObjectScreen Compile(ClrObject shape) =>
        LargeStack.RunWhenNeeded(() => new ObjectScreen(shape, [.. _parts.Select(s => RuleEmitter.EmitScreen<ObjectScreenCode>(s.Rule, s.Block, _kind, new ClrSubject(shape)).Compile())]));

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
