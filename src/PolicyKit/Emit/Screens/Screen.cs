using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit.Screens;

/// <summary>
/// The hot tier of the policies that judge one kind: fused code that tells which of them may have findings, without making any. The others have neither findings nor errors and are not evaluated.
/// </summary>
internal sealed class Screen
{
    /// <summary>Policies of more steps are evaluated as they are, and code of more steps is split.</summary>
    private const int MaxStepsOfPolicy = 400;
    private const int MaxStepsOfCode = 600;

    private readonly ImmutableArray<int> _unscreened;
    private readonly ImmutableArray<TapeScreenCode> _code;
    private readonly int _policies;
    private readonly int _lastSymbol;

    private Screen(int policies, ImmutableArray<int> unscreened, ImmutableArray<TapeScreenCode> code, int lastSymbol, ReadMask mask)
    {
        (_policies, _unscreened, _code, _lastSymbol) = (policies, unscreened, code, lastSymbol);
        Mask = mask;
    }

    /// <summary>What the code reads of an object.</summary>
    public ReadMask Mask { get; }

    /// <summary>Makes the screen of some policies, by their places; compiles to machine code.</summary>
    public static Screen Make(ObjectKind kind, ImmutableArray<PolicySymbol?> policies, BindingSession session, Value[] parameters)
    {
        var reads = new AccessTree();
        var unscreened = ImmutableArray.CreateBuilder<int>();
        var blocks = new List<(int Policy, PlanBlock Block)>();
        var code = ImmutableArray.CreateBuilder<TapeScreenCode>();
        var numbers = new PlanNumbers();
        int lastSymbol = -1;
        var withReads = new List<PolicySymbol>();
        for (int i = 0; i < policies.Length; i++)
        {
            if (policies[i] is not { } policy || Plan(policy, session, parameters, numbers) is not { } plans)
            {
                unscreened.Add(i);
                if (policies[i] is { } other) withReads.Add(other);
                continue;
            }
            if (blocks.Sum(b => b.Block.Size) + plans.Sum(p => p.Size) > MaxStepsOfCode) Emit();
            blocks.AddRange(plans.Select(p => (i, p)));
            if (!plans.All(ScreenReads.AreOwn)) withReads.Add(policy);
        }
        Emit();
        return new Screen(policies.Length, unscreened.ToImmutable(), code.ToImmutable(), lastSymbol, ReadPlan.Of(kind, withReads, session.Domain, reads));

        void Emit()
        {
            if (blocks.Count == 0) return;
            PlanBlock fused = ScreenFusion.Fuse(blocks, numbers);
            RuleSymbol rule = policies[blocks[0].Policy]!.Findings[0];
            PlanValidator.Validate(rule, fused);
            ScreenReads.Add(reads, fused, kind);
            var subject = new TapeSubject();
            code.Add(RuleEmitter.EmitScreen<TapeScreenCode>(rule, fused, kind, subject).Compile());
            lastSymbol = Math.Max(lastSymbol, subject.LastSymbol);
            blocks.Clear();
        }
    }

    private static ImmutableArray<PlanBlock>? Plan(PolicySymbol policy, BindingSession session, Value[] parameters, PlanNumbers numbers) =>
        policy.Findings.Count > 0 && Planner.PlanScreen([.. policy.Findings], session.Bodies, parameters, session.MockedBuiltins, numbers) is { } blocks && blocks.Sum(b => b.Size) <= MaxStepsOfPolicy ? blocks : null;

    /// <summary>Marks the policies that are to be evaluated. A screen that cannot tell marks all.</summary>
    public ScreenResult Run(EvalContext context, Value subject)
    {
        EvaluationState state = context.State;
        state.Mark(_policies, all: false);
        bool isSure = TryRun(context, subject) && state.NotJudged is null;
        if (!isSure) state.Mark(_policies, all: true);
        bool hasMarks = state.Marked.AsSpan(0, _policies).Contains(true);
        foreach (int policy in _unscreened) state.Marked[policy] = true;
        return hasMarks ? ScreenResult.Some : _unscreened.IsEmpty ? ScreenResult.None : ScreenResult.Unscreened;
    }

    private bool TryRun(EvalContext context, Value subject)
    {
        if (subject.Reference is not DocumentView { DropsNull: true } view || view.Tape.SymbolCount <= _lastSymbol) return false;
        context.State.IsScreening = true;
        try
        {
            foreach (TapeScreenCode code in _code) code(context, view.Tape, (int)subject.Payload);
            return true;
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
}

/// <summary>What a screen found.</summary>
internal enum ScreenResult
{
    /// <summary>No policy has findings.</summary>
    None,

    /// <summary>Only the policies that are not screened are to be evaluated.</summary>
    Unscreened,

    /// <summary>Some policies may have findings.</summary>
    Some,
}
