using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>What policies do not count for: as Pod Security's exemptions, it suffices that one part matches.</summary>
/// <param name="Info">What a report says of it.</param>
internal sealed record Exemption(WaiverInfo Info)
{
    /// <summary>Ids of policies, or patterns.</summary>
    public ImmutableArray<string> Policies { get; init; } = ["*"];

    /// <summary>Names of namespaces, or patterns.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>Names of users, exactly.</summary>
    public ImmutableArray<string> Usernames { get; init; } = [];

    /// <summary>Names of runtime classes, exactly.</summary>
    public ImmutableArray<string> RuntimeClasses { get; init; } = [];

    public bool Covers(JudgedObject judged, PolicyInput input, Finding finding) =>
        Policies.Any(p => NameGlob.Matches(p, finding.PolicyId))
        && ((judged.Namespace.Length > 0 && Namespaces.Any(n => NameGlob.Matches(n, judged.Namespace)))
            || Usernames.Contains(input.Request.Member("userInfo", "username").TextOrEmpty())
            || (judged.PodSpec.Member("runtimeClassName").TextOrEmpty() is { Length: > 0 } runtime && RuntimeClasses.Contains(runtime)));
}
