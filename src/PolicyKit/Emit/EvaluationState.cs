using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

/// <summary>What all contexts of one evaluation share: the input, the budget, the findings, the last builtin error.</summary>
internal sealed class EvaluationState
{
    /// <summary>Takes what traced code tells; null when the code is not traced.</summary>
    public Tracer? Tracer { get; init; }

    public PolicyInput Input { get; private set; } = PolicyInput.Empty;

    public DateTimeOffset Now { get; private set; }

    /// <summary>What the evaluation may still cost.</summary>
    public EvaluationBudget Budget { get; } = new();

    /// <summary>The message of the last builtin that failed; a strict caller that gets undefined turns it into an error.</summary>
    public string? BuiltinError { get; set; }

    /// <summary>The policy that is being judged.</summary>
    public PolicySymbol? Policy { get; set; }

    /// <summary>Why the policy could not be judged; null when nothing that it asked for was unknown.</summary>
    public string? NotJudged { get; set; }

    /// <summary>Whether it is only being found out which policies are to be evaluated.</summary>
    public bool IsScreening { get; set; }

    /// <summary>The policies, by their place, that a screen found to be evaluated.</summary>
    public bool[] Marked { get; private set; } = [];

    /// <summary>The guards, by their place, that a screen found to hold.</summary>
    public ulong PassedGuards { get; set; }

    public FindingSet Findings { get; set; } = [];

    public FindingBuilder Finding { get; set; } = new();

    public List<PolicyError> Errors { get; } = [];

    /// <summary>The policies so far that could not be judged.</summary>
    public List<NotJudged> PoliciesNotJudged { get; } = [];

    public void Begin(PolicyInput input)
    {
        Input = input;
        Now = input.Now ?? DateTimeOffset.UnixEpoch;
        Budget.Reset();
        BuiltinError = null;
        NotJudged = null;
        Policy = null;
        Findings.Clear();
        Errors.Clear();
        PoliciesNotJudged.Clear();
    }

    /// <summary>Starts a policy.</summary>
    /// <exception cref="EvaluationException">The time is over.</exception>
    public void BeginPolicy(PolicySymbol policy)
    {
        Policy = policy;
        NotJudged = null;
        BuiltinError = null;
        Budget.Depth = 0;
        Budget.LookUp();
    }

    /// <summary>Adds a finding, which counts to the output.</summary>
    public void Add(Finding finding)
    {
        Budget.ChargeOutput(finding.Message.Length + finding.Place.PathLength);
        foreach (FindingPlace place in finding.RelatedPlaces) Budget.ChargeOutput(place.PathLength);
        if (finding.Fix is { } fix)
        {
            Budget.ChargeOutput(fix.Length);
            if (!fix.Value.IsUndefined) Budget.ChargeOutput(fix.Value);
        }
        if (!finding.Details.IsUndefined)
        {
            Budget.ChargeOutput(finding.Details);
            finding = Detach(finding);
        }
        if (Findings.Add(finding)) Budget.ChargeFinding();
    }

    /// <summary>A finding stays when the tape of the object is used again.</summary>
    private Finding Detach(Finding finding) =>
        Input.Object.Reference is DocumentView { Tape: { IsReused: true } tape } ? finding with { Details = LargeStack.RunWhenNeeded(() => Detached.From(tape, finding.Details)) } : finding;

    /// <summary>Whether a policy is marked because it may have findings.</summary>
    public bool HasMarks { get; set; }

    /// <summary>Marks all of some policies, or none, before any guard is asked.</summary>
    public void Mark(int count, bool all)
    {
        HasMarks = all;
        PassedGuards = 0;
        if (Marked.Length < count) Marked = new bool[count];
        Marked.AsSpan(0, count).Fill(all);
    }
}
