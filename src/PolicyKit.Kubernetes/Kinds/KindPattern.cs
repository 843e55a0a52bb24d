using System.Diagnostics.CodeAnalysis;

namespace PolicyKit.Kubernetes.Kinds;

/// <summary>One entry of a policy's list of kinds: <c>Role</c> (of any group), <c>ClusterRole.rbac.authorization.k8s.io</c>, <c>*.apps</c>, <c>*</c>.</summary>
/// <param name="Kind">The kind; null for every kind.</param>
/// <param name="Group">The group; null for every group.</param>
internal sealed record KindPattern(string? Kind, string? Group)
{
    /// <summary>Reads a pattern; when it is none, <paramref name="error"/> says why and what may be meant.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out KindPattern? pattern, [NotNullWhen(false)] out string? error)
    {
        (pattern, error) = (null, null);
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        string kind = dot < 0 ? text : text[..dot];
        string? group = dot < 0 ? null : text[(dot + 1)..];
        if (kind != "*" && !IsKind(kind))
        {
            error = BuiltInKinds.Meant(kind).FirstOrDefault() is { } meant
                ? $"`{text}` is no kind; did you mean `{meant.Kind}`?"
                : $"`{text}` is no kind: kinds are written like `Role`, `ClusterRole.rbac.authorization.k8s.io` or `*`";
            return false;
        }
        if (group is not null && !IsGroup(group))
        {
            error = $"`{group}` is no API group";
            return false;
        }
        pattern = new KindPattern(kind == "*" ? null : kind, group == "core" ? "" : group);
        return true;
    }

    /// <summary>Whether the pattern is for a kind of a group.</summary>
    public bool Matches(string group, string kind) => (Kind is null || Kind == kind) && (Group is null || Group == group);

    /// <inheritdoc/>
    public override string ToString() => (Kind ?? "*") + (Group is null ? "" : "." + (Group.Length == 0 ? "core" : Group));

    private static bool IsKind(string text) => text.Length > 0 && char.IsAsciiLetterUpper(text[0]) && text.All(char.IsAsciiLetterOrDigit);

    private static bool IsGroup(string text) =>
        text.Split('.').All(label => label.Length > 0 && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
}
