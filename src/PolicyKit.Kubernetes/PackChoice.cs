using System.Collections.Immutable;
using PolicyKit.Kubernetes.Configuration;

namespace PolicyKit.Kubernetes;

/// <summary>What can be chosen of the standard policies: a pack, or a level of one.</summary>
/// <param name="Name">Such as <c>rbac</c> or <c>pod_security/restricted</c>.</param>
/// <param name="Of">What becomes of the findings of a policy by its id, where no profile is chosen; null when it is not one of the choice.</param>
internal sealed record PackChoice(string Name, Func<string, Enforcement?> Of)
{
    private const string Baseline = "pod_security.baseline.";
    private const string Restricted = "pod_security.restricted.";

    private static readonly ImmutableArray<PackChoice> s_levels =
    [
        new("pod_security/baseline", id => IsIn(id, Baseline) ? Enforcement.Enforce : null),
        new("pod_security/restricted", id => IsIn(id, Baseline) || IsIn(id, Restricted) ? Enforcement.Enforce : null),
    ];

    public static ImmutableArray<PackChoice> All { get; } =
        [.. StandardPack.Folders.Select(Whole).Concat(s_levels).OrderBy(choice => choice.Name, StringComparer.Ordinal)];

    /// <summary>A pack that is named is judged whole: what the default profile leaves off warns.</summary>
    private static PackChoice Whole(string folder) =>
        new(folder, id => !IsIn(id, folder + ".") ? null : Profile.Default.Of(id) is not Enforcement.Off and var enforcement ? enforcement : Enforcement.Warn);

    private static bool IsIn(string id, string prefix) => id.StartsWith(prefix, StringComparison.Ordinal);
}
