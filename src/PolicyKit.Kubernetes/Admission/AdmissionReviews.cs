using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Admission;

/// <summary>
/// The request that an API server would send for an object (<c>AdmissionRequest</c> of admission.k8s.io/v1), for what the caller gave no request: kind, resource, name, namespace and operation from the object.
/// Gatekeeper's additions are there too: <c>namespaceObject</c> and <c>_unstable.namespace</c>.
/// </summary>
internal static class AdmissionReviews
{
    public static IEnumerable<KeyValuePair<string, Value>> RequestMembers(PolicyInput input)
    {
        Value subject = input.Object.IsUndefined ? input.OldObject : input.Object;
        string apiVersion = subject.Member("apiVersion").TextOrEmpty();
        string kind = subject.Member("kind").TextOrEmpty();
        GroupVersion version = GroupVersion.Parse(apiVersion);
        yield return new("kind", Value.FromMembers(("group", Text(version.Group)), ("version", Text(version.Version)), ("kind", Text(kind))));
        if (BuiltInKinds.Find(version.Group, kind) is { } known)
        {
            yield return new("resource", Value.FromMembers(("group", Text(version.Group)), ("version", Text(version.Version)), ("resource", Text(known.Resource))));
        }
        yield return new("operation", Text("CREATE"));
        yield return new("name", subject.Member("metadata", "name"));
        // The API server drops what an object states whose kind has no namespaces.
        if (KubernetesDomain.Instance.IsNamespaced(new ObjectKind(version.Group, kind)) != false) yield return new("namespace", subject.Member("metadata", "namespace"));
        yield return new("userInfo", Value.FromMembers());
        if (input.Namespace.IsUndefined) yield break;
        yield return new("namespaceObject", input.Namespace);
        yield return new("_unstable", Value.FromMembers(("namespace", input.Namespace)));
    }

    private static Value Text(string text) => Value.FromString(text);
}
