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

    /// <summary>A program of the policies that are not off, whose findings are as grave as it was chosen.</summary>
    /// <param name="all">All policies.</param>
    public PolicyProgram Of(PolicyProgram all)
    {
        Dictionary<string, FindingLevel> levels = new(StringComparer.Ordinal);
        foreach (PolicyInfo policy in all.Policies)
        {
            Enforcement enforcement = Stated(policy.Id) ?? (StandardPack.IsStandard(policy) ? Standard.Of(policy.Id) : Enforcement.Enforce);
            if (enforcement.Level() is { } level) levels[policy.Id] = level;
        }
        FindingLevel? LevelOf(string id) => levels.TryGetValue(id, out FindingLevel level) ? level : null;
        bool IsOverridden(string id) => PodSecurityChecks.OverridingOf(id, version: null) is { } by && LevelOf(by) <= LevelOf(id);
        PolicyProgram program = all.Where(policy => levels.ContainsKey(policy.Id) && !IsOverridden(policy.Id)).WithLevels(policy => levels[policy.Id]);
        return program.Policies.Any(policy => PodSecurityChecks.PlaceOf(policy.Id) is not null)
            ? program.WithReview(new PodSecurityReview(all, LevelOf, id => Stated(id) == Enforcement.Off, id => Stated(id)?.Level(), Labels))
            : program;
    }
}
