using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Inventory;

/// <summary>Which objects live in a namespace.</summary>
internal static class InventoryScopes
{
    private const string Kind = "CustomResourceDefinition";

    private static readonly string[] s_versions = ["apiextensions.k8s.io/v1", "apiextensions.k8s.io/v1beta1"];

    /// <summary>Whether an object lives in a namespace, by what is known of its kind, by the API server's request, and by the definitions of an inventory; null when none of these says. What the object itself states is no sign of it.</summary>
    public static bool? IsNamespaced(KubernetesDomain domain, ObjectKind kind, PolicyInput input) =>
        domain.IsNamespaced(kind) ?? (input.Request.Member("namespace").TextOrEmpty().Length > 0 ? true : IsNamespaced(input.Cluster, kind));

    /// <summary>Whether objects of a kind live in a namespace; null when no definition says. Where definitions contradict each other, they do not.</summary>
    public static bool? IsNamespaced(Value cluster, ObjectKind kind)
    {
        bool? found = null;
        foreach (string version in s_versions)
        {
            foreach (var (_, named) in cluster.Member(version).Member(Kind).Members())
            {
                foreach (var (_, definition) in named.Members())
                {
                    Value spec = definition.Member("spec");
                    if (spec.Member("group").TextOrEmpty() != kind.Group || spec.Member("names", "kind").TextOrEmpty() != kind.Kind) continue;
                    string scope = spec.Member("scope").TextOrEmpty();
                    if (scope == "Cluster") return false;
                    if (scope == "Namespaced") found = true;
                }
            }
        }
        return found;
    }
}
