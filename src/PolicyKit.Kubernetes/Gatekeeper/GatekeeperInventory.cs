using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Other objects as templates see them: <c>data.inventory</c>.</summary>
public static class GatekeeperInventory
{
    /// <summary>
    /// The base data of templates: <c>inventory.cluster[apiVersion][kind][name]</c> and <c>inventory.namespace[namespace][apiVersion][kind][name]</c>. Of two objects with one name the later one counts.
    /// </summary>
    /// <param name="objects">The objects; those without <c>apiVersion</c>, <c>kind</c> or name are left out.</param>
    /// <param name="options">How an object is taken that states no namespace: as one of no namespace, or, when its kind has one, of a namespace that is not known, here <c>""</c>.</param>
    public static Value Build(IEnumerable<Value> objects, GatekeeperOptions? options = null)
    {
        var cluster = new Dictionary<string, Dictionary<string, Dictionary<string, Value>>>(StringComparer.Ordinal);
        var namespaces = new Dictionary<string, Dictionary<string, Dictionary<string, Dictionary<string, Value>>>>(StringComparer.Ordinal);
        foreach (Value found in objects)
        {
            string apiVersion = found.Member("apiVersion").TextOrEmpty(), kind = found.Member("kind").TextOrEmpty(), name = found.Member("metadata", "name").TextOrEmpty();
            if (apiVersion.Length == 0 || kind.Length == 0 || name.Length == 0) continue;
            string home = found.Member("metadata", "namespace").TextOrEmpty();
            bool? isKnown = KubernetesDomain.Instance.IsNamespaced(new ObjectKind(GroupVersion.Parse(apiVersion).Group, kind));
            bool isNamespaced = isKnown != false && (home.Length > 0 || (options?.AsGator != true && isKnown == true));
            Below(Below(isNamespaced ? Below(namespaces, home) : cluster, apiVersion), kind)[name] = found;
        }
        var inventory = Value.FromMembers(("cluster", Nest(cluster)), ("namespace", ToObject(namespaces, Nest)));
        return Value.FromMembers(("inventory", inventory));
    }

    private static Dictionary<string, T> Below<T>(Dictionary<string, Dictionary<string, T>> parent, string key)
    {
        if (!parent.TryGetValue(key, out Dictionary<string, T>? found)) parent[key] = found = new Dictionary<string, T>(StringComparer.Ordinal);
        return found;
    }

    private static Value Nest(Dictionary<string, Dictionary<string, Dictionary<string, Value>>> versions) => ToObject(versions, kinds => ToObject(kinds, names => ToObject(names, found => found)));

    private static Value ToObject<T>(Dictionary<string, T> members, Func<T, Value> inner) => Value.FromObject(members.Select(m => KeyValuePair.Create(Value.FromString(m.Key), inner(m.Value))));
}
