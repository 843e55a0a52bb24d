using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Inventory;

/// <summary>
/// The objects that a policy may look at besides the one it judges. An object is found under the preferred apiVersion of its kind where the fields are the same: an
/// <c>extensions/v1beta1</c> NetworkPolicy is one of <c>networking.k8s.io/v1</c>, and lookups under either find it; versions with other fields stay apart. Of two
/// objects with one name the later one counts, as when both are applied. Immutable and thread-safe.
/// </summary>
public sealed class ClusterInventory
{
    private readonly Dictionary<ObjectKey, Manifest> _objects = [];
    private readonly bool _isComplete;
    private readonly Lazy<Value> _root;

    private ClusterInventory(IEnumerable<Manifest> manifests, bool isComplete)
    {
        _isComplete = isComplete;
        int unnamed = 0;
        foreach (var manifest in manifests)
        {
            string name = manifest.Name.Length > 0 ? manifest.Name : $"{manifest.Root.Member("metadata", "generateName").TextOrEmpty()}({++unnamed})";
            _objects[Key(manifest.ApiVersion, manifest.Kind, manifest.Namespace, name)] = manifest;
        }
        _root = new Lazy<Value>(MakeRoot);
    }

    /// <summary>An inventory that knows nothing.</summary>
    public static ClusterInventory Empty { get; } = new([], isComplete: false);

    /// <summary>The inventory as policies see it: <c>cluster[apiVersion][kind][namespace][name]</c>, the namespace empty for objects that have or state none.</summary>
    public Value Root => _root.Value;

    /// <summary>The cluster's version of Kubernetes; null for the newest.</summary>
    public Version? KubernetesVersion { get; init; }

    /// <summary>The time by which policies judge; null for none, which is the Unix epoch.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Number of objects.</summary>
    public int Count => _objects.Count;

    /// <summary>An inventory of manifests.</summary>
    /// <param name="manifests">The objects.</param>
    /// <param name="complete">Whether nothing else exists, so that absence means something.</param>
    /// <param name="kubernetesVersion">The cluster's version of Kubernetes; null for the newest.</param>
    /// <param name="now">The time by which policies judge.</param>
    public static ClusterInventory Build(IEnumerable<Manifest> manifests, bool complete = false, Version? kubernetesVersion = null, DateTimeOffset? now = null) =>
        new(manifests, complete) { KubernetesVersion = kubernetesVersion, Now = now };

    /// <summary>An object by its identity; null when it is not known. <paramref name="namespace"/> is empty for kinds without one.</summary>
    public Manifest? Find(string apiVersion, string kind, string @namespace, string name) => _objects.GetValueOrDefault(Key(apiVersion, kind, @namespace, name));

    /// <summary>The objects of a kind in a namespace, by name in ordinal order.</summary>
    public IEnumerable<Manifest> FindAll(string apiVersion, string kind, string @namespace)
    {
        var wanted = Key(apiVersion, kind, @namespace, "");
        return _objects.Where(entry => entry.Key with { Name = "" } == wanted).OrderBy(entry => entry.Key.Name, StringComparer.Ordinal).Select(entry => entry.Value);
    }

    /// <summary>
    /// Whether all objects of a kind in a namespace are known: the inventory was said to be complete, or the Namespace object is in it, so that the files own the
    /// namespace. For kinds without a namespace only the former counts.
    /// </summary>
    public bool IsComplete(string kind, string @namespace) => _isComplete || (@namespace.Length > 0 && !IsClusterScoped(kind) && FindNamespace(@namespace) is not null);

    /// <summary>The Namespace object of a name; null when it is not known.</summary>
    public Manifest? FindNamespace(string name) => Find("v1", "Namespace", "", name);

    /// <summary>The Namespace object that an object lives in; null when it is not known or there is none.</summary>
    public Manifest? NamespaceOf(Manifest manifest) => manifest.Namespace.Length == 0 ? null : FindNamespace(manifest.Namespace);

    private static bool IsClusterScoped(string kind) => BuiltInKinds.Named(kind).Any() && BuiltInKinds.Named(kind).All(known => !known.IsNamespaced);

    private static ObjectKey Key(string apiVersion, string kind, string @namespace, string name) =>
        new(BuiltInKinds.PreferredApiVersion(apiVersion, kind), kind, @namespace, name);

    private Value MakeRoot() =>
        Nest(_objects, entry => entry.Key.ApiVersion, versions =>
            Nest(versions, entry => entry.Key.Kind, kinds =>
                Nest(kinds, entry => entry.Key.Namespace, namespaces =>
                    Nest(namespaces, entry => entry.Key.Name, objects => objects.Single().Value.Root))));

    private static Value Nest(
        IEnumerable<KeyValuePair<ObjectKey, Manifest>> entries, Func<KeyValuePair<ObjectKey, Manifest>, string> key, Func<IEnumerable<KeyValuePair<ObjectKey, Manifest>>, Value> inner) =>
        Value.FromObject(entries.GroupBy(key, StringComparer.Ordinal).Select(group => KeyValuePair.Create(Value.FromString(group.Key), inner(group))));

    private readonly record struct ObjectKey(string ApiVersion, string Kind, string Namespace, string Name);
}
