using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>What a waiver covers: in an object that it is for, each place of a finding by itself.</summary>
internal static class WaiverMatch
{
    /// <summary>Whether a waiver is for an object, whatever is found where in it.</summary>
    public static bool IsForObject(this Waiver waiver, JudgedObject judged) => IsForNamed(waiver, judged) && IsForAccount(waiver, judged);

    /// <summary>
    /// Whether a waiver was meant for an object, and would be of use unless what it is for is mended: it names the object, or, where it names none, the object has in it what the waiver names.
    /// </summary>
    public static bool IsMeantFor(this Waiver waiver, JudgedObject judged) =>
        IsForNamed(waiver, judged)
        && (!waiver.Names.IsEmpty || (IsForAccount(waiver, judged) && (waiver.Containers.Length + waiver.Images.Length == 0 || judged.Containers.Any(c => IsForContainer(waiver, c)))));

    /// <summary>Whether a waiver that is for an object covers a place in it: one in a container that it is for, or, where it names images alone, one outside of containers if it is for all of them.</summary>
    public static bool CoversAt(this Waiver waiver, JudgedObject judged, FindingPlace place)
    {
        if (waiver.Containers.Length + waiver.Images.Length == 0) return true;
        Value container = judged.ContainerAt(place.Path);
        if (!container.IsUndefined) return IsForContainer(waiver, container);
        return waiver.Containers.IsEmpty && judged.Containers.Any() && judged.Containers.All(c => IsForContainer(waiver, c));
    }

    private static bool IsForNamed(Waiver waiver, JudgedObject judged) =>
        (waiver.Kinds.IsEmpty || waiver.Kinds.Any(kind => WaivedKind.Covers(kind, judged.Group, judged.Kind))) && Contains(waiver.Namespaces, judged.Namespace) && Contains(waiver.Names, judged.Name);

    private static bool IsForAccount(Waiver waiver, JudgedObject judged) => waiver.ServiceAccounts.IsEmpty || Contains(waiver.ServiceAccounts, ServiceAccountOf(judged));

    private static bool IsForContainer(Waiver waiver, Value container) =>
        Contains(waiver.Containers, container.Member("name").TextOrEmpty()) && Contains(waiver.Images, container.Member("image").TextOrEmpty());

    /// <summary>The API server takes the old name of the field where the new one is empty, and fills in <c>default</c>.</summary>
    private static string ServiceAccountOf(JudgedObject judged) =>
        judged.PodSpec.IsUndefined ? ""
        : judged.PodSpec.Member("serviceAccountName").TextOrEmpty() is { Length: > 0 } named ? named
        : judged.PodSpec.Member("serviceAccount").TextOrEmpty() is { Length: > 0 } old ? old
        : "default";

    /// <summary>What is empty is among none.</summary>
    private static bool Contains(ImmutableArray<string> patterns, string name) => patterns.IsEmpty || (name.Length > 0 && patterns.Any(p => NameGlob.Matches(p, name)));
}
