using System.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Emit.Screens;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit;

public sealed partial class PolicyProgram
{
    /// <summary>Judges CLR objects. They have no places, so their JSON is judged where there is anything to tell; so too where policies print, that they print once.</summary>
    private Decision JudgeObjects(EvalContext context, PolicyInput input)
    {
        DocumentException? fault = null;
        try
        {
            if (input.Print is null && JudgeByPolicies(context, input) is { Findings.IsEmpty: true, Errors.IsEmpty: true } decision) return decision;
        }
        catch (Exception exception) when (Is<DocumentException>(exception))
        {
            fault = exception as DocumentException ?? (DocumentException)exception.InnerException!;
        }
        return JudgeWritten(context, input, fault);
    }

    private Decision JudgeWritten(EvalContext context, PolicyInput input, DocumentException? fault)
    {
        try
        {
            return Judge(context, input.HoldsObjects ? input.Written() : input);
        }
        catch (DocumentException exception)
        {
            return InvalidInput((fault ?? exception).Message);
        }
    }

    /// <param name="context">The context of the evaluation.</param>
    /// <param name="input">What is judged.</param>
    /// <param name="source">Where the object was read from; empty when all of it is there.</param>
    /// <param name="isReadForAll">Whether of the source all was read that policies read, not only what the screen reads.</param>
    private Decision Judge(EvalContext context, PolicyInput input, ReadOnlySpan<byte> source = default, bool isReadForAll = false)
    {
        Decision decision = JudgeByPolicies(context, input, source, isReadForAll);
        if (_review is null || decision.Findings.IsEmpty) return decision;
        context.StopPaying();
        if (!source.IsEmpty && context.Tape.Reader.Root is { IsWhole: false }) JsonTapeReader.Read(source, context.Tape);
        return _review.Review(this, input, decision);
    }

    private Decision JudgeByPolicies(EvalContext context, PolicyInput input, ReadOnlySpan<byte> source = default, bool isReadForAll = false)
    {
        context.StopPaying();
        string operation = !input.Request.IsUndefined && input.Request.Member("operation").TryGetString(out string? given) ? given : Create;
        Value subject = operation == PolicyMatch.Delete ? input.OldObject : input.Object;
        if (_kinds.Find(subject) is not { Kind: var kind } plan) return InvalidInput("the object has no `apiVersion` and `kind`, so no policy can be matched to it");
        if (_session.Domain.FindFault(subject, kind) is { } fault) return InvalidInput(fault);
        RequestTarget target = input.Request.IsUndefined ? RequestTarget.Object : _session.Domain.TargetOf(kind, input.Request);
        EvaluationState state = context.State;
        Screen? screen = state.Tracer is null && _profile is null && target == RequestTarget.Object && operation is Create or "UPDATE" ? plan.Screen : null;
        if (screen is not null)
        {
            context.Defer(input, _params, _data);
            ScreenResult result = screen.Run(context, subject);
            if (result == ScreenResult.None) return plan.Allow;
            if (result == ScreenResult.Some)
            {
                context.ExpectsFindings = !source.IsEmpty;
                if (!source.IsEmpty && !isReadForAll && context.Tape.Reader.Root is { IsWhole: false }) JsonTapeReader.Read(source, context.Tape, demand: _kinds.OfPolicies);
            }
        }
        context.Begin(input, _params, _data);
        int matched = 0;
        for (int i = 0; i < plan.Policies.Length; i++)
        {
            (JudgedPolicy policy, ParamSymbol? unset) = plan.Policies[i];
            matched++;
            if (screen is not null && !state.Marked[i]) continue;
            if (state.Budget.End is { } end) state.PoliciesNotJudged.Add(new NotJudged(policy.Info.Id, $"before it, {end.Message}") { Limit = end.Limit });
            else if (!Judge(context, policy, unset, kind, operation, target)) matched--;
        }
        return matched == plan.Policies.Length && state.Findings.Count + state.Errors.Count + state.PoliciesNotJudged.Count == 0
            ? plan.Allow
            : new Decision(matched, state.Findings.ToImmutableArray(), [.. state.Errors], [.. state.PoliciesNotJudged]);
    }

    /// <summary>Judges by one policy; false when it is not for the object.</summary>
    private bool Judge(EvalContext context, JudgedPolicy policy, ParamSymbol? unset, ObjectKind kind, string operation, RequestTarget target)
    {
        EvaluationState state = context.State;
        try
        {
            MatchAnswer answer = policy.Matches(kind, operation, target, state.Input, _session.Domain);
            if (answer.Unknown is { } unknown) state.PoliciesNotJudged.Add(new NotJudged(policy.Info.Id, unknown));
            else if (!answer.IsMatch) return false;
            else if (unset is not null) state.Errors.Add(Unset(policy.Policy, unset));
            else if (_profile is null) Judge(context, policy);
            else Measure(context, policy, _profile);
        }
        catch (EvaluationException exception)
        {
            state.Errors.Add(ToError(policy, exception));
        }
        catch (Exception exception) when (LargeStack.IsExhausted(exception))
        {
            state.Errors.Add(new PolicyError(policy.Info.Id, EvaluationErrorKind.BudgetExceeded, TooDeep, policy.Policy.Location));
        }
        return true;
    }

    private static void Judge(EvalContext context, JudgedPolicy policy)
    {
        EvaluationState state = context.State;
        state.BeginPolicy(policy.Policy);
        int before = state.Findings.Count;
        try
        {
            foreach (RuleSymbol findings in policy.Policy.Findings) context.Code[findings.Slot].Invoke(context);
            if (policy.Policy.Shape is { } shape) ModuleFindings.Collect(context.Shaped(shape, policy.Parameters), policy);
        }
        finally
        {
            // Also of what was found before an error.
            state.Findings.Settle(before, policy);
        }
        if (state.NotJudged is { } reason && state.Findings.Count == before) state.PoliciesNotJudged.Add(new NotJudged(policy.Info.Id, reason));
    }

    private static void Measure(EvalContext context, JudgedPolicy policy, PolicyProfile profile)
    {
        EvaluationState state = context.State;
        long steps = state.Budget.Steps;
        int findings = state.Findings.Count;
        long started = Stopwatch.GetTimestamp();
        try
        {
            Judge(context, policy);
        }
        finally
        {
            profile.Add(policy.Info.Id, started, state.Budget.Steps - steps, state.Findings.Count - findings);
        }
    }
}
