using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>The levels in the configuration of the admission plugin <c>PodSecurity</c>.</summary>
/// <param name="Defaults">What holds where a namespace is not labelled.</param>
/// <param name="Faults">What is no level or version, for which the API server does not start.</param>
internal sealed record PodSecurityConfiguration(PodSecurityModes Defaults, ImmutableArray<PodSecurityFault> Faults)
{
    /// <summary>Reads <c>defaults</c> of a <c>PodSecurityConfiguration</c>.</summary>
    public static PodSecurityConfiguration Read(Value configuration)
    {
        var faults = ImmutableArray.CreateBuilder<PodSecurityFault>();
        Value defaults = configuration.Member("defaults");
        var modes = new PodSecurityModes(Read(defaults, "enforce", faults), Read(defaults, "audit", faults), Read(defaults, "warn", faults));
        return new PodSecurityConfiguration(modes, faults.ToImmutable());
    }

    private static PodSecurityLevelVersion Read(Value defaults, string mode, ImmutableArray<PodSecurityFault>.Builder faults)
    {
        (string levelText, string versionText) = (defaults.Member(mode).TextOrEmpty(), defaults.Member($"{mode}-version").TextOrEmpty());
        // What is empty is defaulted before it is validated.
        bool isLevel = PodSecurityLevels.TryParse(levelText, out PodSecurityLevel level);
        if (!isLevel && levelText.Length > 0) faults.Add(new PodSecurityFault($"defaults.{mode}", levelText, PodSecurityLevels.Expected));
        bool isVersion = PodSecurityVersion.TryParse(versionText, out PodSecurityVersion version);
        if (!isVersion && versionText.Length > 0) faults.Add(new PodSecurityFault($"defaults.{mode}-version", versionText, PodSecurityVersion.Expected));
        return new PodSecurityLevelVersion(isLevel || levelText.Length == 0 ? level : PodSecurityLevel.Restricted, version);
    }
}
