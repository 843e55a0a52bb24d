using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>One Kubernetes object as a file gives it.</summary>
public sealed class Manifest
{
    internal Manifest(PolicyDocument document, Value root, Value rawRoot, string path, int documentIndex, string itemPath, LinePosition position, KubernetesDomain domain)
    {
        Document = document;
        Root = root;
        RawRoot = rawRoot;
        Path = path;
        DocumentIndex = documentIndex;
        ItemPath = itemPath;
        Position = position;
        ApiVersion = root.Member("apiVersion").TextOrEmpty();
        (Group, Version) = GroupVersion.Parse(ApiVersion);
        Kind = root.Member("kind").TextOrEmpty();
        BuiltIn = BuiltInKinds.Find(Group, Kind);
        Name = root.Member("metadata", "name").TextOrEmpty();
        IsNamespaced = domain.IsNamespaced(new ObjectKind(Group, Kind));
        Namespace = IsNamespaced == false ? "" : root.Member("metadata", "namespace").TextOrEmpty();
    }

    /// <summary>The document that holds the object and knows the positions of its fields.</summary>
    public PolicyDocument Document { get; }

    /// <summary>The object as policies see it.</summary>
    public Value Root { get; }

    /// <summary>The object with its nulls.</summary>
    internal Value RawRoot { get; }

    /// <summary>The file as it was named or found; <c>stdin</c> for standard input.</summary>
    public string Path { get; }

    /// <summary>Which document of the file, from zero; empty documents are not counted.</summary>
    public int DocumentIndex { get; }

    /// <summary>Where the object stands in its document: empty, or <c>items[3]</c> for an item of a list.</summary>
    public string ItemPath { get; }

    /// <summary>Where the object starts.</summary>
    public LinePosition Position { get; }

    /// <summary>Such as <c>apps/v1</c>.</summary>
    public string ApiVersion { get; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The version within the group.</summary>
    public string Version { get; }

    /// <summary>Such as <c>Deployment</c>.</summary>
    public string Kind { get; }

    /// <summary>What is known of the kind; null when Kubernetes does not serve it by itself.</summary>
    public KindInfo? BuiltIn { get; }

    /// <summary>Whether objects of the kind live in a namespace; null when that is not known.</summary>
    public bool? IsNamespaced { get; }

    /// <summary><c>metadata.name</c>; empty when it is not given (<c>generateName</c>).</summary>
    public string Name { get; }

    /// <summary>The namespace the object states or was given by <c>--namespace</c>; empty when neither, and for kinds without a namespace.</summary>
    public string Namespace { get; }

    /// <summary>Such as <c>Deployment shop/web</c>.</summary>
    public override string ToString() => Namespace.Length > 0 ? $"{Kind} {Namespace}/{Name}" : Name.Length > 0 ? $"{Kind} {Name}" : Kind;
}
