using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>What waivers ask of a judged object.</summary>
internal sealed class JudgedObject
{
    public JudgedObject(PolicyInput input)
    {
        Root = input.Object.IsUndefined ? input.OldObject : input.Object;
        (Group, _) = GroupVersion.Parse(Root.Member("apiVersion").TextOrEmpty());
        Kind = Root.Member("kind").TextOrEmpty();
        Name = Root.Member("metadata", "name").TextOrEmpty();
        KindInfo? known = BuiltInKinds.Find(Group, Kind);
        Namespace = known is { Group: "", Kind: "Namespace" } ? Name
            : known is { IsNamespaced: false } ? ""
            : Root.Member("metadata", "namespace").TextOrEmpty() is { Length: > 0 } stated ? stated : input.Request.Member("namespace").TextOrEmpty();
        TemplatePath = known?.PodTemplate;
    }

    public Value Root { get; }

    public string Group { get; }

    public string Kind { get; }

    public string Name { get; }

    /// <summary>Empty when it is not known, or there is none.</summary>
    public string Namespace { get; }

    /// <summary>Member names from the object to its pod template; null for a kind without pods.</summary>
    public ImmutableArray<string>? TemplatePath { get; }

    /// <summary>The pod's spec; undefined for a kind without pods.</summary>
    public Value PodSpec => TemplatePath is { } path ? path.Aggregate(Root, (value, name) => value.Member(name)).Member("spec") : default;

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
}
