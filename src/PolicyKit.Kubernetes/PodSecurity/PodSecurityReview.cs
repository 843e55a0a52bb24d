using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyKit.Kubernetes.Waivers;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>
/// Makes of the findings of <c>pod_security</c> what the admission plugin makes of its checks, where that takes more than the policies: a namespace's own levels and versions, what a stricter check overrides in an older
/// version of Kubernetes, and updates of pods that the plugin does not judge.
/// </summary>
internal sealed class PodSecurityReview : DecisionReview
{
    private readonly PolicyProgram _checks;
    private readonly Func<string, FindingLevel?> _levelOf;
    private readonly Func<string, FindingLevel?> _atMost;
    private readonly NamespaceLabels _labels;
    private readonly PodSecurityModes _defaults;
    private readonly ConditionalWeakTable<PolicyProgram, PolicyProgram> _others = [];

    /// <param name="all">A program with every policy.</param>
    /// <param name="levelOf">How grave findings of a policy are without labels; null where it is off.</param>
    /// <param name="isOff">Whether a policy is off whatever labels say.</param>
    /// <param name="atMost">How grave findings of a policy can be whatever labels say; null where nothing is said.</param>
    /// <param name="labels">What labels do.</param>
    public PodSecurityReview(PolicyProgram all, Func<string, FindingLevel?> levelOf, Func<string, bool> isOff, Func<string, FindingLevel?> atMost, NamespaceLabels labels)
    {
        _checks = all.WithReview(null).Where(policy => PodSecurityChecks.PlaceOf(policy.Id) is not null && !isOff(policy.Id));
        _levelOf = levelOf;
        _atMost = atMost;
        _labels = labels;
        _defaults = new PodSecurityModes(DefaultOf(level => level == FindingLevel.Deny), DefaultOf(level => level == FindingLevel.Audit), DefaultOf(level => level <= FindingLevel.Warn));
    }

    public override Decision? Decide(PolicyProgram program, PolicyInput input)
    {
        // Most inputs end here, so that this costs them next to nothing.
        if ((input.Namespace.IsUndefined || _labels == NamespaceLabels.Ignore) && !PodSecurityChecks.IsOlder(input.KubernetesVersion)) return null;
        Value labels = _labels == NamespaceLabels.Ignore ? default : input.Namespace.Member("metadata", "labels");
        bool isLabelled = PodSecurityPolicyLabels.AreIn(labels);
        if (!isLabelled && !PodSecurityChecks.IsOlder(input.KubernetesVersion)) return null;
        if (new JudgedObject(input).TemplatePath is null) return null;
        Decision others = _others.GetValue(program, p => p.WithReview(null).Where(policy => PodSecurityChecks.PlaceOf(policy.Id) is null)).Evaluate(input);
        if (IsOfNoConsequence(input)) return others;
        return others.And(isLabelled ? ByLabels(input, labels) : ByProfile(input));
    }

    public override Decision Review(PolicyProgram program, PolicyInput input, Decision decision) =>
        IsOfNoConsequence(input) ? decision.With([.. decision.Findings.Where(f => PodSecurityChecks.PlaceOf(f.PolicyId) is null)], decision.Waived) : decision;

    public override void Warm() => _checks.Warm();

    private Decision ByProfile(PolicyInput input)
    {
        Decision decision = _checks.Evaluate(input);
        return decision.With([.. decision.Findings.Where(f => !IsOverridden(f.PolicyId, input.KubernetesVersion)).Select(f => WithLevel(f, _levelOf(f.PolicyId))).OfType<Finding>()], []);
    }

    private Decision ByLabels(PolicyInput input, Value labels)
    {
        PodSecurityModes modes = PodSecurityPolicyLabels.Read(labels, _defaults).Modes;
        Dictionary<string, Decision> byVersion = new(StringComparer.Ordinal);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach ((PodSecurityLevelVersion mode, FindingLevel level) in HeldTo(modes))
        {
            Version? version = mode.Version.ToKubernetesVersion(input.KubernetesVersion);
            if (!byVersion.TryGetValue(version?.ToString() ?? "", out Decision? decision)) byVersion.Add(version?.ToString() ?? "", decision = _checks.Evaluate(input with { KubernetesVersion = version }));
            foreach (Finding finding in PodSecurityStandard.Select(decision.Findings, mode.Level, version))
            {
                if (!findings.Any(f => IsToldBy(f, finding, version))) findings.Add(WithLevel(finding, _atMost(finding.PolicyId) is { } most && most > level ? most : level)!);
            }
        }
        Decision any = byVersion.Values.MaxBy(d => d.Errors.Length)!;
        return any.With(findings.ToImmutable(), []);
    }

    private static Finding? WithLevel(Finding finding, FindingLevel? level) => level is { } known ? finding with { Level = known } : null;

    private bool IsOverridden(string policyId, Version? version) =>
        PodSecurityChecks.OverridingOf(policyId, version) is { } overriding && _levelOf(overriding) is { } by && _levelOf(policyId) is { } level && by <= level;

    /// <summary>The level that the profile holds pods to with findings of such gravity.</summary>
    private PodSecurityLevelVersion DefaultOf(Func<FindingLevel?, bool> isSo) =>
        new(PodSecurityChecks.All.Where(check => isSo(_levelOf(check.PolicyId))).Select(check => check.Level).DefaultIfEmpty(PodSecurityLevel.Privileged).Max(), PodSecurityVersion.Latest);

    private IEnumerable<(PodSecurityLevelVersion Mode, FindingLevel Level)> HeldTo(PodSecurityModes labelled) =>
    [
        .. HeldTo(labelled.Enforce, _defaults.Enforce).Select(mode => (mode, FindingLevel.Deny)),
        .. HeldTo(labelled.Warn, _defaults.Warn).Select(mode => (mode, FindingLevel.Warn)),
        .. HeldTo(labelled.Audit, _defaults.Audit).Select(mode => (mode, FindingLevel.Audit)),
    ];

    private bool IsToldBy(Finding told, Finding finding, Version? version) =>
        (told.PolicyId == finding.PolicyId && told.Message == finding.Message) || (_labels == NamespaceLabels.Raise && told.PolicyId == PodSecurityChecks.OverridingOf(finding.PolicyId, version));

    /// <summary>Where labels only raise levels, one that is high enough may name a version that lacks what the profile's level has by now: pods are held to both.</summary>
    private PodSecurityLevelVersion[] HeldTo(PodSecurityLevelVersion labelled, PodSecurityLevelVersion least) =>
        _labels != NamespaceLabels.Raise ? [labelled]
        : labelled.Level < least.Level ? [least]
        : labelled.Version == PodSecurityVersion.Latest ? [labelled]
        : [labelled, least];

    /// <summary>Whether a request updates a pod without changing what its containers are: such requests the plugin does not judge.</summary>
    private static bool IsOfNoConsequence(PolicyInput input)
    {
        if (input.Request.Member("operation").TextOrEmpty() != "UPDATE" || input.OldObject.IsUndefined || new JudgedObject(input) is not { TemplatePath: { IsEmpty: true } } judged) return false;
        Value before = input.OldObject.Member("spec");
        return KubernetesDomain.ContainerLists.All(list => Images(judged.PodSpec, list).SequenceEqual(Images(before, list)));
    }

    private static IEnumerable<(string Name, string Image)> Images(Value spec, string list) => spec.Member(list).Elements().Select(c => (list == "ephemeralContainers" ? c.Member("name").TextOrEmpty() : "", c.Member("image").TextOrEmpty()));
}
