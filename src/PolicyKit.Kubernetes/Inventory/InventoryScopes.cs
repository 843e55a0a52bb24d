using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Inventory;

/// <summary>What the CustomResourceDefinitions of an inventory say of the scope of a kind.</summary>
internal static class InventoryScopes
{
    private const string Kind = "CustomResourceDefinition";

    private static readonly string[] s_versions = ["apiextensions.k8s.io/v1", "apiextensions.k8s.io/v1beta1"];

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
