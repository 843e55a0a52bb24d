using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Kinds;

/// <summary>A kind that Kubernetes itself serves.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Versions">Served versions, the preferred one first; those that only old clusters serve are listed too.</param>
/// <param name="Kind">Such as <c>NetworkPolicy</c>.</param>
/// <param name="Resource">Plural resource, such as <c>networkpolicies</c>.</param>
/// <param name="IsNamespaced">Whether objects of this kind live in a namespace.</param>
/// <param name="ShortName">kubectl's alias such as <c>netpol</c>; empty when it has none.</param>
/// <param name="PodTemplate">Member names from the object to its pod template: none for a Pod, which is its own; null for a kind without pods.</param>
public sealed record KindInfo(
    string Group, ImmutableArray<string> Versions, string Kind, string Resource, bool IsNamespaced, string ShortName, ImmutableArray<string>? PodTemplate)
{
    /// <summary>The preferred <c>apiVersion</c>, such as <c>apps/v1</c> or <c>v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Versions[0] : $"{Group}/{Versions[0]}";

    /// <inheritdoc/>
    public override string ToString() => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}
