using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.PodSecurity;

namespace PolicyKit.Kubernetes;

/// <summary>Makes of all policies a program that judges as it was chosen.</summary>
/// <param name="Standard">What becomes of the findings of each standard policy.</param>
internal sealed record Judgement(StandardLevels Standard)
{
    /// <summary>What was said of a policy itself, whatever the packs and the profile say; null where nothing was.</summary>
    public Func<string, Enforcement?> Stated { get; init; } = _ => null;

    /// <summary>What the labels of namespaces do.</summary>
    public NamespaceLabels Labels { get; init; }

    /// <summary>What the admission plugin holds pods to where a namespace is not labelled; null where nobody said, and the packs and the profile count.</summary>
    public PodSecurityModes? Defaults { get; init; }

    /// <summary>The version of Kubernetes that is judged against; null for the newest.</summary>
    public Version? KubernetesVersion { get; init; }

    /// <summary>A program of the policies that are not off, whose findings are as grave as it was chosen.</summary>
    /// <param name="all">All policies.</param>
    public PolicyProgram Of(PolicyProgram all)
    {
        Dictionary<string, FindingLevel> chosen = new(StringComparer.Ordinal), levels = new(StringComparer.Ordinal);
        foreach (PolicyInfo policy in all.Policies)
        {
            Enforcement enforcement = Stated(policy.Id) ?? (StandardPack.IsStandard(policy) ? Standard.Of(policy.Id) : Enforcement.Enforce);
            if (enforcement.Level() is { } level) chosen[policy.Id] = level;
            if (ByDefaults(policy.Id, enforcement) is { } known) levels[policy.Id] = known;
        }
        FindingLevel? ChosenOf(string id) => chosen.TryGetValue(id, out FindingLevel level) ? level : null;
        FindingLevel? LevelOf(string id) => levels.TryGetValue(id, out FindingLevel level) ? level : null;
        bool IsOverridden(string id) => PodSecurityChecks.OverridingOf(id, KubernetesVersion) is { } by && LevelOf(by) <= LevelOf(id);
        PolicyProgram program = all.Where(policy => levels.ContainsKey(policy.Id) && !IsOverridden(policy.Id)).WithLevels(policy => levels[policy.Id]).WithKubernetesVersion(KubernetesVersion);
        return program.Policies.Any(policy => PodSecurityChecks.PlaceOf(policy.Id) is not null)
            ? program.WithReview(new PodSecurityReview(all, ChosenOf, id => Stated(id) == Enforcement.Off, id => Stated(id)?.Level(), Labels, Defaults, KubernetesVersion))
            : program;
    }

    /// <summary>How grave findings of a policy are where no namespace is labelled; null where it is off.</summary>
    private FindingLevel? ByDefaults(string policyId, Enforcement enforcement)
    {
        if (Defaults is null || PodSecurityChecks.PlaceOf(policyId) is not { } place || Stated(policyId) == Enforcement.Off) return enforcement.Level();
        FindingLevel? held = Defaults.LevelOf(PodSecurityChecks.All[place].Level);
        if (held is { } level && Stated(policyId)?.Level() is { } most && most > level) held = most;
        return Labels != NamespaceLabels.Raise || enforcement.Level() is not { } least ? held : held < least ? held : least;
    }
}
