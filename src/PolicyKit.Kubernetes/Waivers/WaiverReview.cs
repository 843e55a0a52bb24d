using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>Takes out of decisions what is exempt or waived. What is found in a controlled object is also waived where the same is found, and waived, in its controller, which the inventory confirms.</summary>
/// <param name="inner">The review before it; null when there is none.</param>
/// <param name="waivers">The waivers.</param>
/// <param name="exemptions">What is exempt.</param>
/// <param name="annotated">Which objects may waive findings themselves.</param>
/// <param name="domain">What is known of custom kinds.</param>
internal sealed class WaiverReview(DecisionReview? inner, WaiverSet waivers, ImmutableArray<Exemption> exemptions, AnnotatedWaivers annotated, KubernetesDomain domain) : DecisionReview
{
    private const int MaxOwners = 8;

    [ThreadStatic]
    private static int t_owners;

    public override bool DecidesAll => inner?.DecidesAll == true;

    public override Decision? Decide(PolicyProgram program, PolicyInput input) => inner?.Decide(program, input) is { } decision ? Waive(program, input, decision) : null;

    public override Decision Review(PolicyProgram program, PolicyInput input, Decision decision) => Waive(program, input, inner?.Review(program, input, decision) ?? decision);

    public override void Warm() => inner?.Warm();

    private Decision Waive(PolicyProgram program, PolicyInput input, Decision decision)
    {
        if (decision.Findings.IsEmpty) return decision;
        var judged = new JudgedObject(input, domain);
        Lazy<(JudgedObject Object, Decision Decision)?> owner = new(() => waivers.IsEmpty ? null : JudgeOwner(program, input));
        var counted = ImmutableArray.CreateBuilder<Finding>();
        var waived = decision.Waived.ToBuilder();
        foreach (Finding finding in decision.Findings)
        {
            WaiverInfo? info = exemptions.FirstOrDefault(e => e.Covers(judged, input, finding))?.Info
                ?? waivers.Find(judged, finding, input.Now)
                ?? annotated.Find(judged, finding)
                ?? (owner.Value is { } controller ? controller.Decision.Waived.FirstOrDefault(w => w.Finding.IsSameAs(controller.Object, finding, judged))?.Waiver : null);
            if (info is null) counted.Add(finding);
            else waived.Add(new WaivedFinding(finding, info));
        }
        return decision.With(counted.ToImmutable(), waived.ToImmutable());
    }

    /// <summary>The decision on the controller of an object, which asks for its own controller in turn.</summary>
    private (JudgedObject, Decision)? JudgeOwner(PolicyProgram program, PolicyInput input)
    {
        if (t_owners == MaxOwners || Ownership.ConfirmedOwner(input) is not { } owner) return null;
        t_owners++;
        try
        {
            return (new JudgedObject(owner, domain), program.Evaluate(owner));
        }
        finally
        {
            t_owners--;
        }
    }
}
