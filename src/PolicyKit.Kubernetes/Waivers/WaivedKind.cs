using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Kinds;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>
/// A kind as waivers name it: a kind of Kubernetes' own by its name alone, any other with its group. A custom resource may have the name of any kind, so a name alone must not cover kinds of all groups.
/// </summary>
internal static class WaivedKind
{
    /// <summary>Whether an entry is for a kind of a group.</summary>
    public static bool Covers(string entry, string group, string kind) =>
        KindPattern.TryParse(entry, out KindPattern? pattern, out _) && pattern.Matches(group, kind) && (pattern.Group is not null || IsBuiltIn(group, kind));

    /// <summary>Why an entry covers nothing, or more than it seems to, and what to write; null for one that says what it is for.</summary>
    public static string? FindFault(string entry)
    {
        if (!KindPattern.TryParse(entry, out KindPattern? pattern, out string? error)) return $"{error} (`kinds` of `match`)";
        if (pattern is { Kind: null, Group: null }) return "`*` is every kind; a part of `match` that is for anything is left out";
        if (pattern is { Kind: { } custom, Group: null } && !BuiltInKinds.Named(custom).Any() && !BuiltInKinds.OfRequests.Any(k => k.Kind == custom))
        {
            string written = $"with its group, such as `{custom}.example.com`";
            return $"Kubernetes itself has no kind `{custom}`{(Spelling.Nearest(custom, BuiltInKinds.Names) is { } meant ? $"; did you mean `{meant}`? (A custom resource is written {written})" : $": write it {written}")}";
        }
        if (pattern is { Kind: { } kind, Group: { } group } && !IsBuiltIn(group, kind) && IsReserved(group))
        {
            string[] meant = [.. BuiltInKinds.Named(kind).Select(known => $"`{(known.Group.Length == 0 ? kind : known.ToString())}`")];
            return $"there is no kind `{kind}` in the group `{(group.Length == 0 ? "core" : group)}`{(meant.Length == 0 ? "" : $"; did you mean {string.Join(" or ", meant)}?")}";
        }
        return null;
    }

    private static bool IsBuiltIn(string group, string kind) => BuiltInKinds.Find(group, kind) is not null || BuiltInKinds.IsOfRequests(group, kind);

    /// <summary>Groups of Kubernetes' own; a custom resource has a domain for its group.</summary>
    private static bool IsReserved(string group) => BuiltInKinds.HasGroup(group) || !group.Contains('.', StringComparison.Ordinal);
}
