using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PolicyKit.Binding;
using PolicyKit.Emit;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;
using PolicyKit.Symbols;

namespace PolicyKit;

/// <summary>Compiled policies. Immutable and safe to use from any number of threads; evaluation takes no locks. Made by <see cref="Compilation.Emit"/>.</summary>
public sealed partial class PolicyProgram
{
    private const uint WarmAfter = 200;
    private const uint WarmInterval = 2000;
    private const string Create = "CREATE";
    private const string TooDeep = "rules or values are nested more deeply than the stack allows";

    [ThreadStatic]
    private static PolicyInput? t_objectInput;

    private readonly BindingSession _session;
    private readonly ProgramCode _code;
    private readonly Value[] _params;
    private readonly Value _data;
    private readonly ImmutableArray<JudgedPolicy> _policies;
    private readonly KindPlans _kinds;
    private Warming? _warming;
    private readonly ContextPool _contexts;
    private readonly EvaluationLimits _limits;
    private readonly PolicyProfile? _profile;
    private readonly Tracer? _tracer;
    private readonly DecisionReview? _review;
    private readonly Version? _kubernetesVersion;
    private readonly bool _isAsCompiled;
    private int _readAgain;

    internal PolicyProgram(BindingSession session, ProgramCode code)
        : this(session, code, [.. session.Params.Select(p => p.Default)], Value.FromObject([]), [.. session.Policies.Where(p => p.Package.Root == session.Root).Select(p => new JudgedPolicy(p))], EvaluationLimits.Default, null) =>
        _isAsCompiled = true;

    private PolicyProgram(
        BindingSession session, ProgramCode code, Value[] parameters, Value data, ImmutableArray<JudgedPolicy> policies, EvaluationLimits limits, PolicyProfile? profile, Tracer? tracer = null,
        DecisionReview? review = null, Version? kubernetesVersion = null)
    {
        _session = session;
        _code = code;
        _params = parameters;
        _data = data;
        _policies = policies;
        _limits = limits;
        _profile = profile;
        _tracer = tracer;
        _review = review;
        _kubernetesVersion = kubernetesVersion;
        _kinds = new KindPlans(policies, parameters, session);
        _contexts = new ContextPool(code, tracer, kubernetesVersion);
    }

    /// <summary>The policies in the program, in the order of their declaration, and after them its constraints.</summary>
    public ImmutableArray<PolicyInfo> Policies => [.. _policies.Select(p => p.Info)];

    /// <summary>The <c>test</c> declarations in the program.</summary>
    public ImmutableArray<PolicyTest> Tests => [.. _session.Tests.All.Select(t => new PolicyTest(this, t))];

    /// <summary>
    /// What a policy reads of each document, as paths such as <c>object.spec.containers[*].image</c>; an ellipsis at the end says that everything below is read. Empty when there is no such policy.
    /// </summary>
    public ImmutableArray<string> GetReads(string policyId) =>
        _policies.FirstOrDefault(p => p.Info.Id == policyId) is { } judged ? [.. judged.Policy.Reads.SelectMany(r => r.Value.Paths(r.Key))] : [];

    /// <summary>Compiles everything to machine code now instead of in the background after the first few hundred evaluations.</summary>
    public void Warm() => LargeStack.Run(() =>
    {
        _code.Compile(all: true);
        _kinds.WarmAll();
        _review?.Warm();
        return true;
    });

    /// <summary>
    /// Judges one object given as UTF-8 JSON. Text that is no valid JSON object makes the decision an error. The text is read into buffers that are used again, so the places of findings have no document; judge a
    /// <see cref="PolicyDocument"/> for lines and columns.
    /// </summary>
    public Decision Evaluate(ReadOnlySpan<byte> utf8Json) => Evaluate(utf8Json, CancellationToken.None);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte})"/>
    /// <param name="utf8Json">The text.</param>
    /// <param name="cancellation">Ends the evaluation; see <see cref="PolicyInput.Cancellation"/>.</param>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Decision Evaluate(ReadOnlySpan<byte> utf8Json, CancellationToken cancellation) => Evaluate(utf8Json, out DocumentException? fault, cancellation) ?? InvalidInput(fault!.Message);

    /// <summary>The decision on an object; null when its text cannot be read.</summary>
    internal Decision? Evaluate(ReadOnlySpan<byte> utf8Json, out DocumentException? fault, CancellationToken cancellation = default)
    {
        fault = null;
        if (_review is { DecidesAll: true }) return EvaluateWhole(utf8Json, out fault, cancellation);
        EvalContext context = Rent(_limits, cancellation);
        try
        {
            try
            {
                bool readsAll = context.ExpectsFindings;
                context.ExpectsFindings = false;
                readsAll = readsAll && TryReadAll(utf8Json, context.Tape);
                if (!readsAll) JsonTapeReader.Read(utf8Json, context.Tape, demand: _kinds);
                return Judge(context, context.ByteInput, utf8Json, readsAll);
            }
            catch (Exception exception) when (Is<UnreadException>(exception))
            {
                Interlocked.Increment(ref _readAgain);
                ReadMask? read = context.Tape.Reader.Root;
                JsonTapeReader.Read(utf8Json, context.Tape);
                _kinds.Find(context.ByteInput.Object)?.Disappoint(read);
                return Judge(context, context.ByteInput);
            }
        }
        catch (DocumentException exception)
        {
            fault = exception;
            return null;
        }
        finally
        {
            Return(context);
        }
    }

    /// <summary>The decision of a review that makes it itself, which asks for anything.</summary>
    private Decision? EvaluateWhole(ReadOnlySpan<byte> utf8Json, out DocumentException? fault, CancellationToken cancellation)
    {
        fault = null;
        try
        {
            return Evaluate(PolicyInput.ForObject(PolicyDocument.ParseJson(utf8Json)) with { Cancellation = cancellation });
        }
        catch (DocumentException exception)
        {
            fault = exception;
            return null;
        }
    }

    /// <summary>Reads what all policies read. A fault in what only findings need must not count before there is one, or decisions would depend on the objects before.</summary>
    private bool TryReadAll(ReadOnlySpan<byte> utf8Json, Tape tape)
    {
        try
        {
            JsonTapeReader.Read(utf8Json, tape, demand: _kinds.OfPolicies);
            return true;
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// Judges a CLR object as System.Text.Json would write it. It is written only when something is found in it, or cannot be evaluated; an object that cannot be written makes the decision an error then. It must not
    /// change meanwhile. The object's own type counts, as where System.Text.Json writes an <see cref="object"/>. The places of findings have no document.
    /// </summary>
    /// <remarks>
    /// An object without <c>apiVersion</c> and <c>kind</c> whose class carries an attribute named <c>KubernetesEntityAttribute</c> (or constants <c>KubeGroup</c>, <c>KubeApiVersion</c> and <c>KubeKind</c>) is judged as if what
    /// these say were written in it: client libraries leave both null in the items of lists.
    /// </remarks>
    /// <param name="value">The object; UTF-8 JSON in an array or memory of bytes, and what System.Text.Json has parsed, are judged as such where no options are given.</param>
    /// <param name="options">How it is written, made once and used again; <see cref="JsonSerializerOptions.Default"/> when left out.</param>
    public Decision Evaluate<T>(T value, JsonSerializerOptions? options = null) => Evaluate(value, options, CancellationToken.None);

    /// <inheritdoc cref="Evaluate{T}(T, JsonSerializerOptions?)"/>
    /// <param name="value">The object.</param>
    /// <param name="cancellation">Ends the evaluation; see <see cref="PolicyInput.Cancellation"/>.</param>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Decision Evaluate<T>(T value, CancellationToken cancellation) => Evaluate(value, null as JsonSerializerOptions, cancellation);

    /// <inheritdoc cref="Evaluate{T}(T, JsonSerializerOptions?)"/>
    /// <param name="value">The object.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellation">Ends the evaluation; see <see cref="PolicyInput.Cancellation"/>.</param>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Decision Evaluate<T>(T value, JsonSerializerOptions? options, CancellationToken cancellation) =>
        options is null && TryEvaluateJson(value, cancellation) is { } decision ? decision : EvaluateObject(value, options, null, cancellation);

    /// <inheritdoc cref="Evaluate{T}(T, JsonSerializerOptions?)"/>
    /// <param name="value">The object.</param>
    /// <param name="typeInfo">How it is written, such as a source-generated context tells it.</param>
    public Decision Evaluate<T>(T value, JsonTypeInfo<T> typeInfo) => EvaluateObject(value, null, typeInfo, CancellationToken.None);

    /// <inheritdoc cref="Evaluate{T}(T, JsonSerializerOptions?, CancellationToken)"/>
    /// <param name="value">The object.</param>
    /// <param name="typeInfo">How it is written, such as a source-generated context tells it.</param>
    /// <param name="cancellation">Ends the evaluation; see <see cref="PolicyInput.Cancellation"/>.</param>
    public Decision Evaluate<T>(T value, JsonTypeInfo<T> typeInfo, CancellationToken cancellation) => EvaluateObject(value, null, typeInfo, cancellation);

    private Decision EvaluateObject<T>(T value, JsonSerializerOptions? options, JsonTypeInfo<T>? typeInfo, CancellationToken cancellation)
    {
        // Taken while it is in use: a member that is read may have something judged itself.
        PolicyInput input = t_objectInput ?? new PolicyInput();
        t_objectInput = null;
        try
        {
            Value document = typeInfo is null ? ClrValue.From(value, options) : ClrValue.From(value, typeInfo);
            if (_review is { DecidesAll: true }) return Evaluate(new PolicyInput { Object = document, Cancellation = cancellation }.Written());
            input.Replace(document, _kubernetesVersion);
            return Evaluate(input, _limits, cancellation);
        }
        catch (DocumentException exception)
        {
            return InvalidInput(exception.Message);
        }
        finally
        {
            input.Replace(default, null);
            t_objectInput = input;
        }
    }

    /// <summary>Judges one object.</summary>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Decision Evaluate(PolicyInput input)
    {
        input = Versioned(input);
        return _review?.Decide(this, input) ?? Evaluate(input, input.Limits ?? _limits, input.Cancellation);
    }

    private PolicyInput Versioned(PolicyInput input) => _kubernetesVersion is null || input.KubernetesVersion is not null ? input : input with { KubernetesVersion = _kubernetesVersion };

    private Decision Evaluate(PolicyInput input, EvaluationLimits limits, CancellationToken cancellation)
    {
        EvalContext context = Rent(limits, cancellation);
        try
        {
            return input.HoldsObjects ? JudgeObjects(context, input) : Judge(context, input);
        }
        finally
        {
            Return(context);
        }
    }

    /// <summary>How often an object had to be read again, because a policy asked for what was thought that no policy reads. Correct all the same, but slow.</summary>
    internal int ReadAgain => _readAgain;

    /// <summary>Judges one object and tells how: the rules of each matched policy. Much slower than <see cref="Evaluate(PolicyInput)"/>; its decision is the same.</summary>
    public ExplainedDecision Explain(PolicyInput input)
    {
        input = Versioned(input);
        var tracer = new EventTracer();
        var context = new EvalContext(_code.Traced, tracer);
        context.Start(input.Limits ?? _limits, input.Cancellation);
        try
        {
            Decision decision = JudgeWritten(context, input, null);
            return new ExplainedDecision(_review?.Decide(this, input) ?? decision, tracer.ToTrace());
        }
        finally
        {
            context.StopPaying();
        }
    }

    private static PolicyError ToError(JudgedPolicy policy, EvaluationException exception)
    {
        Text.Location location = exception.Location.Source is null && exception.Kind == EvaluationErrorKind.BudgetExceeded ? policy.Policy.Location : exception.Location;
        return new PolicyError(policy.Info.Id, exception.Kind, exception.Message, location) { Limit = exception.Limit };
    }

    internal Value Evaluate(RuleSymbol rule, PolicyInput input, Value data = default)
    {
        EvalContext context = Rent(input);
        try
        {
            context.Begin(Versioned(input), _params, data.IsUndefined ? _data : data);
            Value answer = context.Rule(rule.Slot);
            context.State.Budget.ChargeOutput(answer);
            return answer;
        }
        catch (Exception exception) when (LargeStack.IsExhausted(exception))
        {
            throw new EvaluationException(EvaluationErrorKind.BudgetExceeded, TooDeep, rule.Location);
        }
        catch (Exception exception) when (Is<DocumentException>(exception))
        {
            throw new EvaluationException(EvaluationErrorKind.InvalidInput, (exception.InnerException as DocumentException ?? exception).Message);
        }
        finally
        {
            Return(context);
        }
    }

    /// <summary>What happens when a rule is evaluated; where an error ends the evaluation, that up to there.</summary>
    internal Trace Explain(RuleSymbol rule, PolicyInput input, Value data = default)
    {
        var tracer = new EventTracer();
        var context = new EvalContext(_code.Traced, tracer);
        context.Start(input.Limits ?? _limits, input.Cancellation);
        context.Begin(Versioned(input), _params, data.IsUndefined ? _data : data);
        try
        {
            context.Rule(rule.Slot);
        }
        catch (Exception e) when (e is EvaluationException || Is<DocumentException>(e) || LargeStack.IsExhausted(e))
        {
            // The evaluation itself reports it.
        }
        finally
        {
            context.StopPaying();
        }
        return tracer.ToTrace();
    }

    private static PolicyError Unset(PolicySymbol policy, ParamSymbol param) =>
        new(policy.Id, EvaluationErrorKind.InvalidInput, $"param `{param.Name}` has no default and was given no value", param.Location);

    /// <summary>The decision on what is no object to judge.</summary>
    internal static Decision InvalidInput(string message) =>
        new(0, [], [new PolicyError("", EvaluationErrorKind.InvalidInput, message, Text.Location.None)], []);

    /// <summary>Whether an exception is of a type; sorting wraps what its comparison throws.</summary>
    private static bool Is<T>(Exception exception)
        where T : Exception => exception is T or InvalidOperationException { InnerException: T };

    private EvalContext Rent(PolicyInput input) => Rent(input.Limits ?? _limits, input.Cancellation);

    private EvalContext Rent(EvaluationLimits limits, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        EvalContext context = _contexts.Rent(out uint evaluations);
        // Again and again, because rules that were not called so far may be by then.
        if (ContextPool.Reached(evaluations, WarmAfter, WarmInterval)) ThreadPool.UnsafeQueueUserWorkItem(_warming ??= new Warming(this), preferLocal: false);
        context.Start(limits, cancellation);
        return context;
    }

    private static void Return(EvalContext context)
    {
        context.End();
        ClrEntries.Forget();
        ContextPool.Return(context);
    }

    /// <summary>Compiles what was called, in the background; one for a program, because it is asked for again and again.</summary>
    private sealed class Warming(PolicyProgram program) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            if (!program._code.IsCold && !program._kinds.IsCold) return;
            LargeStack.Run(() =>
            {
                program._code.Compile(all: false);
                program._kinds.Warm();
                return true;
            });
        }
    }
}
