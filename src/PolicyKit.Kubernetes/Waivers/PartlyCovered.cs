using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>A finding of which a waiver covers some places only.</summary>
/// <param name="PolicyId">The policy.</param>
/// <param name="Object">The object, such as <c>Deployment shop/web</c>.</param>
/// <param name="Left">Where else it lies, such as <c>container `b`</c>.</param>
internal sealed record PartlyCovered(string PolicyId, string Object, string Left)
{
    /// <param name="judged">The object.</param>
    /// <param name="finding">What was found in it.</param>
    /// <param name="left">The places that are not covered.</param>
    public static PartlyCovered Of(JudgedObject judged, Finding finding, IEnumerable<FindingPlace> left)
    {
        string[] places = [.. left.Select(place => Describe(judged.ContainerAt(place.Path), place.Path)).Distinct(StringComparer.Ordinal)];
        return new PartlyCovered(
            finding.PolicyId, $"{judged.Kind} {(judged.Namespace.Length == 0 ? "" : judged.Namespace + "/")}{judged.Name}".ReplaceLineEndings(" "), string.Join(", ", places).ReplaceLineEndings(" "));
    }

    public int CompareTo(PartlyCovered other) =>
        string.CompareOrdinal(Object, other.Object) is not 0 and var byObject ? byObject
        : string.CompareOrdinal(PolicyId, other.PolicyId) is not 0 and var byPolicy ? byPolicy
        : string.CompareOrdinal(Left, other.Left);

    private static string Describe(Value container, string path) => container.IsUndefined ? $"`{path}`" : $"container `{container.Member("name").TextOrEmpty()}`";
}
