using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>The namespace that an object lives in, as far as it is known.</summary>
internal readonly struct ObjectNamespace
{
    /// <param name="kind">The object's kind.</param>
    /// <param name="target">The object.</param>
    /// <param name="input">What surrounds it.</param>
    /// <param name="domain">What is known of custom kinds.</param>
    public ObjectNamespace(ObjectKind kind, Value target, PolicyInput input, KubernetesDomain domain)
        : this(kind, target, input, InventoryScopes.IsNamespaced(domain, kind, input))
    {
    }

    private ObjectNamespace(ObjectKind kind, Value target, PolicyInput input, bool? isNamespaced)
    {
        IsNamespace = kind is { Group: "", Kind: "Namespace" };
        IsNamespaced = isNamespaced;
        Name = IsNamespace ? target.Member("metadata", "name").TextOrEmpty() : isNamespaced == false ? "" : Find(target, input);
        UnknownAnswer = new MatchAnswer(false, isNamespaced is null ? $"whether `{kind.Kind}` has a namespace is not known" : "the object states no namespace");
    }

    public bool IsNamespace { get; }

    /// <summary>The namespace's name, of a Namespace its own; empty when there is none or it is not known.</summary>
    public string Name { get; }

    /// <summary>Whether the object lives in a namespace; null when that is not known.</summary>
    public bool? IsNamespaced { get; }

    /// <summary>The answer where the namespace decides and is not known.</summary>
    public MatchAnswer UnknownAnswer { get; }

    /// <summary>As gator has it: whatever states a namespace lives in it, unless its kind is known to have none, and whatever states none has none.</summary>
    public static ObjectNamespace AsStated(ObjectKind kind, Value target, PolicyInput input) =>
        new(kind, target, input, BuiltInKinds.Find(kind.Group, kind.Kind)?.IsNamespaced != false && Find(target, input).Length > 0);

    private static string Find(Value target, PolicyInput input) =>
        input.Request.Member("namespace").TextOrEmpty() is { Length: > 0 } asked ? asked
        : input.Namespace.Member("metadata", "name").TextOrEmpty() is { Length: > 0 } given ? given
        : target.Member("metadata", "namespace").TextOrEmpty();
}
