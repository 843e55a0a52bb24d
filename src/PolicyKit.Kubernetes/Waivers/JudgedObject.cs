using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>What waivers ask of a judged object.</summary>
internal sealed class JudgedObject
{
    private readonly PolicyInput _input;
    private readonly KubernetesDomain _domain;
    private readonly KindInfo? _known;
    private string? _namespace;

    /// <param name="input">The object and its surroundings.</param>
    /// <param name="domain">What is known of custom kinds; nothing when left out.</param>
    public JudgedObject(PolicyInput input, KubernetesDomain? domain = null)
    {
        _input = input;
        _domain = domain ?? KubernetesDomain.Instance;
        Root = input.Object.IsUndefined ? input.OldObject : input.Object;
        (Group, _) = GroupVersion.Parse(Root.Member("apiVersion").TextOrEmpty());
        Kind = Root.Member("kind").TextOrEmpty();
        Name = Root.Member("metadata", "name").TextOrEmpty();
        _known = BuiltInKinds.Find(Group, Kind);
        TemplatePath = _known?.PodTemplate;
    }

    public Value Root { get; }

    public string Group { get; }

    public string Kind { get; }

    public string Name { get; }

    /// <summary>Of a Namespace its name. Empty when it is not known, or there is none.</summary>
    public string Namespace => _namespace ??= FindNamespace();

    /// <summary>Member names from the object to its pod template; null for a kind without pods.</summary>
    public ImmutableArray<string>? TemplatePath { get; }

    /// <summary>The pod's spec; undefined for a kind without pods.</summary>
    public Value PodSpec => Template.Member("spec");

    /// <summary>The pod template, of a Pod itself; undefined for a kind without pods.</summary>
    public Value Template => TemplatePath is { } path ? path.Aggregate(Root, (value, name) => value.Member(name)) : default;

    /// <summary>Every container of the pod.</summary>
    public IEnumerable<Value> Containers => KubernetesDomain.ContainerLists.SelectMany(list => PodSpec.Member(list).Elements());

    /// <summary>The container that a path leads into; undefined when it leads into none.</summary>
    public Value ContainerAt(string path)
    {
        if (TemplatePath is not { } template) return default;
        string spec = string.Join('.', [.. template, "spec."]);
        foreach (string list in KubernetesDomain.ContainerLists)
        {
            string start = spec + list + "[";
            if (!path.StartsWith(start, StringComparison.Ordinal)) continue;
            int end = path.IndexOf(']', start.Length);
            return end > 0 && int.TryParse(path.AsSpan(start.Length, end - start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                ? PodSpec.Member(list).Elements().ElementAtOrDefault(index)
                : default;
        }
        return default;
    }

    /// <summary>
    /// What the API server says in its request comes before what the object says. An object of a kind that may have no namespace is not believed: the API server drops the namespace that it states, so that it would borrow
    /// what holds for another's.
    /// </summary>
    private string FindNamespace()
    {
        if (_known is { Group: "", Kind: "Namespace" }) return Name;
        var kind = new ObjectKind(Group, Kind);
        if (InventoryScopes.IsNamespaced(_domain, kind, _input) != true) return "";
        return _input.Request.Member("namespace").TextOrEmpty() is { Length: > 0 } asked ? asked : Root.Member("metadata", "namespace").TextOrEmpty();
    }
}
