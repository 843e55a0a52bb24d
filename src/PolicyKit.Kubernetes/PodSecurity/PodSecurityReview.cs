using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyKit.Kubernetes.Waivers;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>
/// Makes of the findings of <c>pod_security</c> what the admission plugin makes of its checks, where that takes more than the policies: a namespace's own levels and versions, what a stricter check overrides in another
/// version of Kubernetes than the program's, and updates of pods that the plugin does not judge.
/// </summary>
internal sealed class PodSecurityReview : DecisionReview
{
    private const string Debuggers = "ephemeralContainers";

    private readonly PolicyProgram _checks;
    private readonly Func<string, FindingLevel?> _levelOf;
    private readonly Func<string, FindingLevel?> _atMost;
    private readonly NamespaceLabels _labels;
    private readonly PodSecurityModes _least;
    private readonly PodSecurityModes? _stated;
    private readonly int _overridden;
    private readonly ConditionalWeakTable<PolicyProgram, PolicyProgram> _others = [];

    /// <param name="all">A program with every policy.</param>
    /// <param name="levelOf">How grave findings of a policy are by the packs, the profile and what was said of it; null where it is off.</param>
    /// <param name="isOff">Whether a policy is off whatever labels say.</param>
    /// <param name="atMost">How grave findings of a policy can be whatever labels say; null where nothing is said.</param>
    /// <param name="labels">What labels do.</param>
    /// <param name="stated">What the plugin's configuration says of namespaces without labels; null where there is none.</param>
    /// <param name="version">The version of Kubernetes that the program is made for; null for the newest.</param>
    public PodSecurityReview(
        PolicyProgram all, Func<string, FindingLevel?> levelOf, Func<string, bool> isOff, Func<string, FindingLevel?> atMost, NamespaceLabels labels, PodSecurityModes? stated, Version? version)
    {
        _checks = all.WithReview(null).Where(policy => PodSecurityChecks.PlaceOf(policy.Id) is not null && !isOff(policy.Id));
        _levelOf = levelOf;
        _atMost = atMost;
        _labels = labels;
        _stated = stated;
        DecidesAll = stated is not null && new[] { stated.Enforce, stated.Audit, stated.Warn }.Any(mode => mode.Version != PodSecurityVersion.Latest);
        _overridden = PodSecurityChecks.CountOverridden(version);
        _least = new PodSecurityModes(LeastOf(FindingLevel.Deny), LeastOf(FindingLevel.Audit), LeastOf(FindingLevel.Warn));
    }

    /// <summary>Where pods are held to a version whatever they are judged against, the program alone does not tell.</summary>
    public override bool DecidesAll { get; }

    public override Decision? Decide(PolicyProgram program, PolicyInput input)
    {
        // Most inputs end here, so that this costs them next to nothing.
        bool isOther = PodSecurityChecks.CountOverridden(input.KubernetesVersion) != _overridden || DecidesAll;
        if ((input.Namespace.IsUndefined || _labels == NamespaceLabels.Ignore) && !isOther) return null;
        Value labels = _labels == NamespaceLabels.Ignore ? default : input.Namespace.Member("metadata", "labels");
        bool isLabelled = PodSecurityPolicyLabels.AreIn(labels);
        if (!isLabelled && !isOther) return null;
        if (new JudgedObject(input).TemplatePath is null) return null;
        input = input with { Limits = input.Limits ?? program.Limits };
        Decision others = _others.GetValue(program, p => p.WithReview(null).Where(policy => PodSecurityChecks.PlaceOf(policy.Id) is null)).Evaluate(input);
        if (IsOfNoConsequence(input)) return others;
        return others.And(isLabelled || _stated is not null ? ByModes(input, PodSecurityPolicyLabels.Read(isLabelled ? labels : default, _stated ?? _least)) : ByProfile(input));
    }

    public override Decision Review(PolicyProgram program, PolicyInput input, Decision decision) =>
        IsOfNoConsequence(input) ? decision.With([.. decision.Findings.Where(f => PodSecurityChecks.PlaceOf(f.PolicyId) is null)], decision.Waived) : decision;

    public override void Warm() => _checks.Warm();

    private Decision ByProfile(PolicyInput input)
    {
        Decision decision = _checks.Evaluate(input);
        return decision.With([.. decision.Findings.Where(f => !IsOverridden(f.PolicyId, input.KubernetesVersion)).Select(f => WithLevel(f, _levelOf(f.PolicyId))).OfType<Finding>()], []);
    }

    private Decision ByModes(PolicyInput input, PodSecurityPolicyLabels labels)
    {
        Dictionary<string, Decision> byVersion = new(StringComparer.Ordinal);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (HeldTo held in AllHeldTo(labels))
        {
            Version? version = held.To.Version.ToKubernetesVersion(input.KubernetesVersion);
            if (!byVersion.TryGetValue(version?.ToString() ?? "", out Decision? decision)) byVersion.Add(version?.ToString() ?? "", decision = _checks.Evaluate(input with { KubernetesVersion = version }));
            foreach (Finding finding in held.IsByProfile ? SelectByProfile(decision.Findings, held.Level, version) : PodSecurityStandard.Select(decision.Findings, held.To.Level, version))
            {
                if (!findings.Any(f => IsToldBy(f, finding, held, version))) findings.Add(WithLevel(finding, _atMost(finding.PolicyId) is { } most && most > held.Level ? most : held.Level)!);
            }
        }
        Decision any = byVersion.Values.MaxBy(d => d.Errors.Length)!;
        return any.With(findings.ToImmutable(), []);
    }

    private static Finding? WithLevel(Finding finding, FindingLevel? level) => level is { } known ? finding with { Level = known } : null;

    private IEnumerable<Finding> SelectByProfile(IEnumerable<Finding> findings, FindingLevel level, Version? version) =>
        findings.Where(f => IsHeld(f.PolicyId, level) && !IsOverridden(f.PolicyId, version)).OrderBy(f => PodSecurityChecks.PlaceOf(f.PolicyId));

    /// <summary>Whether the profile holds pods to a policy with such gravity. What is denied is warned of too, where a label lets it through; what is only recorded is so on its own.</summary>
    private bool IsHeld(string policyId, FindingLevel gravity) => gravity == FindingLevel.Audit ? _levelOf(policyId) == gravity : _levelOf(policyId) <= gravity;

    private bool IsOverridden(string policyId, Version? version) =>
        PodSecurityChecks.OverridingOf(policyId, version) is { } overriding && _levelOf(overriding) is { } by && _levelOf(policyId) is { } level && by <= level;

    /// <summary>The level that has all that the profile holds pods to with findings of such gravity.</summary>
    private PodSecurityLevelVersion LeastOf(FindingLevel gravity) =>
        new(PodSecurityChecks.All.Where(check => IsHeld(check.PolicyId, gravity)).Select(check => check.Level).DefaultIfEmpty(PodSecurityLevel.Privileged).Max(), PodSecurityVersion.Latest);

    private IEnumerable<HeldTo> AllHeldTo(PodSecurityPolicyLabels labels) =>
    [
        .. InMode(labels.Modes.Enforce, labels.SaysEnforce, _least.Enforce, FindingLevel.Deny),
        .. InMode(labels.Modes.Warn, labels.SaysWarn, _least.Warn, FindingLevel.Warn),
        .. InMode(labels.Modes.Audit, labels.SaysAudit, _least.Audit, FindingLevel.Audit),
    ];

    /// <summary>
    /// What pods are held to in a mode. Where nobody states a level it is what the profile says of each policy, which may be no level. Where labels only raise levels, pods are held to the profile too: a level that is high
    /// enough may name a version that lacks what the profile's level has by now.
    /// </summary>
    private HeldTo[] InMode(PodSecurityLevelVersion to, bool isLabelled, PodSecurityLevelVersion least, FindingLevel level) =>
        !isLabelled && _stated is null ? [new HeldTo(to, level, IsByProfile: true)]
        : _labels != NamespaceLabels.Raise || (to.Level >= least.Level && to.Version == PodSecurityVersion.Latest) ? [new HeldTo(to, level, IsByProfile: false)]
        : [new HeldTo(to, level, IsByProfile: false), new HeldTo(least, level, IsByProfile: true)];

    private bool IsToldBy(Finding told, Finding finding, HeldTo held, Version? version) =>
        (told.PolicyId == finding.PolicyId && told.Message == finding.Message) || ((_labels == NamespaceLabels.Raise || held.IsByProfile) && told.PolicyId == PodSecurityChecks.OverridingOf(finding.PolicyId, version));

    /// <summary>Whether a request updates a pod without changing what its containers are: such requests the plugin does not judge.</summary>
    private static bool IsOfNoConsequence(PolicyInput input)
    {
        if (input.Request.Member("operation").TextOrEmpty() != "UPDATE" || input.OldObject.IsUndefined || new JudgedObject(input) is not { TemplatePath: { IsEmpty: true } } judged) return false;
        Value before = input.OldObject.Member("spec");
        (string Name, string Image)[] debuggers = [.. Images(before, Debuggers)];
        return KubernetesDomain.ContainerLists.Where(list => list != Debuggers).All(list => Images(judged.PodSpec, list).Select(c => c.Image).SequenceEqual(Images(before, list).Select(c => c.Image)))
            && Images(judged.PodSpec, Debuggers).All(debuggers.Contains);
    }

    private static IEnumerable<(string Name, string Image)> Images(Value spec, string list) => spec.Member(list).Elements().Select(c => (c.Member("name").TextOrEmpty(), c.Member("image").TextOrEmpty()));

    /// <param name="To">The level and the version.</param>
    /// <param name="Level">How grave findings are.</param>
    /// <param name="IsByProfile">Whether of the level only those policies count that the profile has with such gravity.</param>
    private readonly record struct HeldTo(PodSecurityLevelVersion To, FindingLevel Level, bool IsByProfile);
}
