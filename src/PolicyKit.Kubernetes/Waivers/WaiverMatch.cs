using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>Whether a waiver covers a finding in an object: in all its parts.</summary>
internal static class WaiverMatch
{
    public static bool Covers(this Waiver waiver, JudgedObject judged, Finding finding) =>
        waiver.IsFor(finding.PolicyId)
        && (waiver.Kinds.IsEmpty || waiver.Kinds.Any(kind => WaivedKind.Covers(kind, judged.Group, judged.Kind)))
        && Contains(waiver.Namespaces, judged.Namespace)
        && Contains(waiver.Names, judged.Name)
        && (waiver.ServiceAccounts.IsEmpty || Contains(waiver.ServiceAccounts, ServiceAccountOf(judged)))
        && CoversContainers(waiver, judged, finding);

    private static bool CoversContainers(Waiver waiver, JudgedObject judged, Finding finding)
    {
        if (waiver.Containers.IsEmpty && waiver.Images.IsEmpty) return true;
        Value[] found = [.. finding.RelatedPlaces.Prepend(finding.Place).Select(place => judged.ContainerAt(place.Path))];
        if (!waiver.Containers.IsEmpty && !found.All(c => Contains(waiver.Containers, c.Member("name").TextOrEmpty()))) return false;
        if (waiver.Images.IsEmpty) return true;
        Value[] running = found.All(c => !c.IsUndefined) ? found : [.. judged.Containers];
        return running.Length > 0 && running.All(c => Contains(waiver.Images, c.Member("image").TextOrEmpty()));
    }

    /// <summary>The API server takes the old name of the field where the new one is empty, and fills in <c>default</c>.</summary>
    private static string ServiceAccountOf(JudgedObject judged) =>
        judged.PodSpec.IsUndefined ? ""
        : judged.PodSpec.Member("serviceAccountName").TextOrEmpty() is { Length: > 0 } named ? named
        : judged.PodSpec.Member("serviceAccount").TextOrEmpty() is { Length: > 0 } old ? old
        : "default";

    /// <summary>What is empty is among none.</summary>
    private static bool Contains(ImmutableArray<string> patterns, string name) => patterns.IsEmpty || (name.Length > 0 && patterns.Any(p => NameGlob.Matches(p, name)));
}
