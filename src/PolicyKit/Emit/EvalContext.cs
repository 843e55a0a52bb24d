using PolicyKit.Builtins;
using PolicyKit.Emit.Screens;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>One evaluation: its documents, params, data, the values of rules already evaluated, and the findings made so far. <c>with</c> evaluates in a child.</summary>
internal sealed partial class EvalContext : BuiltinContext
{
    private const int LargeStackCost = 2_000;

    private readonly ProgramCode _code;
    private readonly Value[] _documents;
    private readonly bool[] _documentsRead;
    private readonly Value[] _memo;
    private readonly long[] _memoEpoch;
    private readonly string?[] _memoUnknown;
    private PolicyInput? _byteInput;
    private PolicyInput? _queryInput;
    private PolicyInput? _unreadInput;
    private Value[] _params;
    private Value _data;
    private Dictionary<object, Mock>? _mocks;
    private long _epoch = 1;
    private bool _hasMemo;
    private readonly EvaluationState _state;
    private readonly EvaluationBudget _budget;
    private BuiltinContext? _payerBefore;
    private PolicyInput? _deferred;
    private bool _holds;
    private bool _pays;

    public EvalContext(ProgramCode code)
        : this(code, new EvaluationState())
    {
    }

    /// <summary>A context for the code of <see cref="ProgramCode.Traced"/>.</summary>
    public EvalContext(ProgramCode code, Tracer tracer)
        : this(code, new EvaluationState { Tracer = tracer })
    {
    }

    private EvalContext(ProgramCode code, EvaluationState state)
    {
        _code = code;
        _state = state;
        _budget = state.Budget;
        _documents = new Value[code.Documents.All.Length];
        _documentsRead = new bool[code.Documents.All.Length];
        _memo = new Value[code.RuleCount];
        _memoEpoch = new long[code.RuleCount];
        _memoUnknown = new string?[code.RuleCount];
        _params = [];
    }

    public override DateTimeOffset Now => _state.Now;

    public EvaluationState State => _state;

    public ProgramCode Code => _code;

    /// <summary>Where objects that are given as bytes are read; used again by each evaluation.</summary>
    public Tape Tape => ((DocumentView)ByteInput.Object.Reference!).Tape;

    /// <summary>An input that judges what is read onto <see cref="Tape"/>.</summary>
    public PolicyInput ByteInput => _byteInput ??= new PolicyInput { Object = new Tape { IsReused = true }.Root, KubernetesVersion = OwnVersion };

    /// <summary>An input whose <c>input</c> is what is read onto <see cref="Tape"/>.</summary>
    public PolicyInput QueryInput => _queryInput ??= new PolicyInput { Input = Tape.RawRoot, KubernetesVersion = OwnVersion };

    /// <summary>An input whose object is not read: whatever asks for it ends in an <see cref="UnreadException"/>.</summary>
    public PolicyInput UnreadInput => _unreadInput ??= MakeUnread();

    /// <summary>What a screen reads of a <see cref="System.Text.Json.JsonElement"/>; used again by each evaluation.</summary>
    public ElementNodes Elements { get; } = new();

    /// <summary>The version of Kubernetes that is judged against where an object is given without surroundings; null for the newest.</summary>
    public Version? OwnVersion { get; init; }

    public Value Data => _data;

    /// <summary>Whether an evaluation is under way in this context.</summary>
    public bool IsRented { get; set; }

    /// <summary>Whether something was found in the last object that was given as bytes: what policies read of the next is then read at once.</summary>
    public bool ExpectsFindings { get; set; }

    /// <summary>Evaluations until the program is told of more.</summary>
    public int Credit { get; set; }

    /// <summary>From here on time counts.</summary>
    /// <exception cref="OperationCanceledException">The evaluation is cancelled.</exception>
    public void Start(EvaluationLimits limits, CancellationToken cancellation) => _budget.Start(limits, cancellation);

    /// <summary>What is done from here on is not charged until the evaluation begins.</summary>
    public void StopPaying()
    {
        if (!_pays) return;
        Payer.Enter(_payerBefore);
        _payerBefore = null;
        _pays = false;
    }

    /// <summary>Makes ready for a screen, which may be all that is done: only <see cref="Settle"/> starts the evaluation. Elements can be charged before.</summary>
    public void Defer(PolicyInput input, Value[] parameters, Value data)
    {
        _params = parameters;
        _data = data;
        _deferred = input;
        _budget.Reset();
        _state.NotJudged = null;
    }

    /// <summary>Starts an evaluation that was put off, before anything is asked of its documents.</summary>
    public void Settle()
    {
        if (_deferred is { } input) Begin(input, _params, _data);
    }

    /// <summary>Starts an evaluation: forgets the one before.</summary>
    public void Begin(PolicyInput input, Value[] parameters, Value data)
    {
        _deferred = null;
        _holds = true;
        _epoch++;
        _params = parameters;
        _data = data;
        _mocks = null;
        _shapedFor = null;
        _request = default;
        Array.Clear(_documentsRead);
        _entries = null;
        _state.Begin(input);
        if (!input.Input.IsUndefined) Give(DocumentTable.InputSlot, input.Input);
        Give(DocumentTable.ObjectSlot, input.Object);
        Give(DocumentTable.OldObjectSlot, input.OldObject);
        Give(DocumentTable.RequestSlot, input.Request);
        Give(DocumentTable.NamespaceSlot, input.Namespace);
        Give(DocumentTable.ClusterSlot, input.Cluster);
        if (_pays) return;
        _payerBefore = Payer.Enter(this);
        _pays = true;
    }

    /// <summary>Lets go of what the evaluation held.</summary>
    public void End()
    {
        _deferred = null;
        _budget.Release();
        if (!_holds) return;
        _holds = false;
        StopPaying();
        Forget();
        _request = default;
        _shapedFor = null;
        _shaped?.Forget();
        _state.Begin(PolicyInput.Empty);
    }

    private void Forget()
    {
        Array.Clear(_documents);
        if (_hasMemo) Array.Clear(_memo);
        _hasMemo = false;
        _entries = null;
        _data = default;
    }

    /// <summary>A document of the evaluation; the domain's are read out of the object when first asked for.</summary>
    public Value Document(int slot)
    {
        if (_documentsRead[slot]) return _documents[slot];
        Value value = slot == DocumentTable.InputSlot ? MakeInput() : _code.ReadDocument(slot, Document(DocumentTable.ObjectSlot));
        Give(slot, value);
        return value;
    }

    public Value Param(int slot) => _params[slot];

    /// <summary>The value of a rule; computed once for each evaluation.</summary>
    public Value Rule(int slot)
    {
        if (_memoEpoch[slot] == _epoch)
        {
            // What the rule could not know counts for each policy that reads it.
            _state.NotJudged ??= _memoUnknown[slot];
            return _memo[slot];
        }
        Charge(1);
        return LargeStack.IsNeeded ? ComputeElsewhere(slot) : Compute(slot);
    }

    private Value ComputeElsewhere(int slot) => RunElsewhere(() => Compute(slot));

    /// <summary>Goes on with a large stack, which is made anew each time.</summary>
    public T RunElsewhere<T>(Func<T> work)
    {
        Charge(LargeStackCost);
        return LargeStack.Run(work);
    }

    private Value Compute(int slot)
    {
        string? known = _state.NotJudged;
        _state.NotJudged = null;
        _memoEpoch[slot] = -_epoch;
        _budget.Deepen();
        Value value = _code[slot].Invoke(this);
        _budget.Rise();
        _memo[slot] = value;
        _hasMemo = true;
        _memoUnknown[slot] = _state.NotJudged;
        _memoEpoch[slot] = _epoch;
        _state.NotJudged ??= known;
        return value;
    }

    /// <summary>As <see cref="Rule"/>, and tells when the value was known.</summary>
    public Value TracedRule(int slot)
    {
        if (_memoEpoch[slot] == _epoch) TraceOps.Recall(this, _code.Rules[slot], _memo[slot]);
        return Rule(slot);
    }

    public override Value Fail(string message)
    {
        _state.BuiltinError = message;
        return default;
    }

    public override void Charge(long steps) => _budget.Charge(steps);

    /// <summary>A function is entered.</summary>
    public void Enter()
    {
        _budget.Charge(1);
        _budget.Deepen();
    }

    /// <summary>A function gave its value.</summary>
    public Value Leave(Value value)
    {
        _budget.Rise();
        return value;
    }

    public override T Cache<T>(object key, Func<object, T> make) => _code.Cache(key, make);

    public override bool IsComplete(string kind, string @namespace) => _state.Input.IsComplete?.Invoke(kind, @namespace) == true;

    public override Version? KubernetesVersion => _state.Input.KubernetesVersion;

    /// <summary>Whether the version judged against is a version (see <see cref="EvaluationBuiltins.NumberOf"/>) or a later one. Can be asked before the evaluation has started.</summary>
    public bool IsAtLeast(long version) => (_deferred ?? _state.Input).KubernetesVersion is not { } judged || EvaluationBuiltins.NumberOf(judged) >= version;

    public override void Unknown(string reason) => _state.NotJudged ??= reason;

    public override void Print(string text, Location location)
    {
        // What is evaluated again is printed then.
        if (_state is { IsScreening: true, Input.Print: not null }) throw new EvaluationException(EvaluationErrorKind.Builtin, "a screen prints nothing");
        if (_state.Input.Print is not { } print) return;
        _budget.ChargeOutput(text.Length);
        print(text, location);
    }

    private void Give(int slot, Value value)
    {
        _documents[slot] = value;
        _documentsRead[slot] = true;
    }

    private PolicyInput MakeUnread()
    {
        var tape = new Tape();
        tape.SetSource("{}"u8);
        tape.Add(TapeKind.Skipped, 0, 0, 0);
        return new PolicyInput { Object = tape.Root, KubernetesVersion = OwnVersion };
    }

    /// <summary><c>input</c> as a whole, for rules that read it: an object of the fixed documents that are there.</summary>
    private Value MakeInput()
    {
        var input = new ObjectBuilder();
        foreach (DocumentSymbol document in _code.Documents.All.Take(DocumentTable.FirstDomainSlot).Skip(1))
        {
            Value value = Document(document.Slot);
            if (!value.IsUndefined) input.Add(Value.FromString(document.Name), value);
        }
        return input.Count == 0 ? default : input.ToValue();
    }
}
