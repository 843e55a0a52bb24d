using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>The outcome of judging one object.</summary>
public enum Outcome
{
    /// <summary>No policy denies the object.</summary>
    Allow,

    /// <summary>At least one policy denies it.</summary>
    Deny,

    /// <summary>At least one policy could not be evaluated: never to be read as an allow.</summary>
    Error,
}

/// <summary>Whether a finding forbids the object.</summary>
public enum FindingLevel
{
    /// <summary>A <c>deny</c>.</summary>
    Deny,

    /// <summary>A <c>warn</c>.</summary>
    Warn,

    /// <summary>Recorded only: nobody is warned and nothing is denied (a constraint that is enforced as a dry run).</summary>
    Audit,
}

/// <summary>What a policy found wrong with an object, and where.</summary>
/// <param name="PolicyId">Id of the policy, such as <c>pod_security.baseline.host_ports</c>.</param>
/// <param name="Level">Deny, warn or audit.</param>
/// <param name="Severity">How grave, as the policy says.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Place">Where.</param>
/// <param name="RelatedPlaces">Further places of the same finding.</param>
/// <param name="Policy">What is known of the policy.</param>
public sealed record Finding(
    string PolicyId, FindingLevel Level, Severity Severity, string Message, FindingPlace Place, ImmutableArray<FindingPlace> RelatedPlaces, PolicyInfo Policy)
{
    /// <summary>The path of the first place.</summary>
    public string Path => Place.Path;

    /// <summary>What else the policy says: the members of a core module's finding beside its message. Undefined for findings of policy declarations.</summary>
    public Value Details { get; init; }

    /// <summary>How the object becomes compliant, relative to the object as it was judged; null when the policy tells none, or nothing would change.</summary>
    public Fix? Fix { get; init; }
}

/// <summary>A policy that could not be evaluated on an object.</summary>
/// <param name="PolicyId">Id of the policy; empty when the object itself could not be read.</param>
/// <param name="Kind">What went wrong.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Location">Where in the policy text.</param>
public sealed record PolicyError(string PolicyId, Runtime.EvaluationErrorKind Kind, string Message, Text.Location Location)
{
    /// <summary>The member of <see cref="EvaluationLimits"/> that allows more, such as <c>MaxSteps</c>; null when no limit was exceeded, or it is the stack's.</summary>
    public string? Limit { get; init; }
}

/// <summary>A policy that could not be judged because something that it asked for is unknown, or because a limit ended the evaluation before it.</summary>
/// <param name="PolicyId">Id of the policy.</param>
/// <param name="Reason">What is unknown.</param>
public sealed record NotJudged(string PolicyId, string Reason)
{
    /// <summary>The member of <see cref="EvaluationLimits"/> that allows more, when the evaluation of another policy ended before this one was reached; else null.</summary>
    public string? Limit { get; init; }
}

/// <summary>The decision on one object.</summary>
public sealed class Decision
{
    internal Decision(
        int policiesMatched, ImmutableArray<Finding> findings, ImmutableArray<PolicyError> errors, ImmutableArray<NotJudged> notJudged, ImmutableArray<WaivedFinding> waived = default)
    {
        PoliciesMatched = policiesMatched;
        Findings = findings;
        Errors = errors;
        NotJudged = notJudged;
        Waived = waived.IsDefault ? [] : waived;
    }

    /// <summary>Error if any policy failed, else deny if any denied, else allow.</summary>
    public Outcome Outcome =>
        Errors.Length > 0 ? Outcome.Error : Findings.Any(f => f.Level == FindingLevel.Deny) ? Outcome.Deny : Outcome.Allow;

    /// <summary>Number of policies that are for objects of this kind; 0 means that nothing was checked.</summary>
    public int PoliciesMatched { get; }

    /// <summary>In the order of the policies.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Policies that could not be evaluated.</summary>
    public ImmutableArray<PolicyError> Errors { get; }

    /// <summary>Policies that asked for something unknown and found nothing without it, and those that were not reached.</summary>
    public ImmutableArray<NotJudged> NotJudged { get; }

    /// <summary>What policies found and a waiver covers: it does not count in <see cref="Outcome"/>.</summary>
    public ImmutableArray<WaivedFinding> Waived { get; }

    /// <summary>The same decision with other findings, as a review makes it of them. Errors, and what was not judged, stay.</summary>
    /// <param name="findings">What counts.</param>
    /// <param name="waived">What does not.</param>
    public Decision With(ImmutableArray<Finding> findings, ImmutableArray<WaivedFinding> waived) => new(PoliciesMatched, findings, Errors, NotJudged, waived);

    /// <summary>What two decisions on one object say, by policies of which none is in both.</summary>
    public Decision And(Decision other) => new(
        PoliciesMatched + other.PoliciesMatched, [.. Findings, .. other.Findings], [.. Errors, .. other.Errors.Except(Errors)], [.. NotJudged, .. other.NotJudged], [.. Waived, .. other.Waived]);
}

/// <summary>A finding that does not count because somebody answers for it.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Waiver">Why it does not count.</param>
public sealed record WaivedFinding(Finding Finding, WaiverInfo Waiver);

/// <summary>What a waiver says of itself.</summary>
/// <param name="Reason">Why what it covers is accepted.</param>
/// <param name="Owner">Who answers for it; empty when nobody is named.</param>
/// <param name="Expires">The last day on which it holds; null when it has no end.</param>
/// <param name="Location">Where it is stated.</param>
public sealed record WaiverInfo(string Reason, string Owner, DateOnly? Expires, Text.Location Location);

/// <summary>What is known of a policy without evaluating it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">A few words.</param>
/// <param name="Description">Why it matters.</param>
/// <param name="Severity">How grave its findings are.</param>
/// <param name="References">Controls and documents that ask for it.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record PolicyInfo(string Id, string Title, string Description, Severity Severity, ImmutableArray<string> References, Text.Location Location)
{
    /// <summary>Its params, by name.</summary>
    public ImmutableArray<ParamInfo> Params { get; init; } = [];
}

/// <summary>A <c>param</c> of a policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as policies write it, such as <c>set[string]</c>.</param>
/// <param name="Default">Its default as policies write it; null when it has none.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record ParamInfo(string Name, string Type, string? Default, Text.Location Location);
