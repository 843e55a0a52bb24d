using System.Collections.Immutable;

namespace PolicyKit.Kubernetes;

/// <summary>What can be chosen of the standard policies: a pack, or a level of one.</summary>
/// <param name="Name">Such as <c>rbac</c> or <c>pod_security/restricted</c>.</param>
/// <param name="LevelOf">How grave the findings of a policy can be by its id; null when it is not chosen.</param>
internal sealed record PackChoice(string Name, Func<string, FindingLevel?> LevelOf)
{
    private const string Baseline = "pod_security.baseline.";
    private const string Restricted = "pod_security.restricted.";

    /// <summary>The baseline controls whose place a restricted control takes.</summary>
    private static readonly ImmutableArray<string> s_overridden =
        [Baseline + "capabilities", Baseline + "host_path_volumes", Baseline + "proc_mount", Baseline + "seccomp_profile"];

    private static readonly ImmutableArray<PackChoice> s_levels =
    [
        new("pod_security/baseline", id => IsIn(id, Baseline) ? FindingLevel.Deny : null),
        new("pod_security/restricted", id => (IsIn(id, Baseline) && !s_overridden.Contains(id)) || IsIn(id, Restricted) ? FindingLevel.Deny : null),
    ];

    public static ImmutableArray<PackChoice> All { get; } =
        [.. StandardPack.Folders.Select(Whole).Concat(s_levels).OrderBy(choice => choice.Name, StringComparer.Ordinal)];

    /// <summary>Whether it is a whole pack, as the default profile has it.</summary>
    public bool IsPack => !Name.Contains('/');

    private static PackChoice Whole(string folder) =>
        new(folder, id => !IsIn(id, folder + ".") ? null : IsIn(id, Restricted) ? FindingLevel.Warn : FindingLevel.Deny);

    private static bool IsIn(string id, string prefix) => id.StartsWith(prefix, StringComparison.Ordinal);
}
