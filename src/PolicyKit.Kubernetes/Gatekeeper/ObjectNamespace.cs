using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>The namespace that an object lives in, as far as it is known.</summary>
internal readonly struct ObjectNamespace
{
    /// <param name="kind">The object's kind.</param>
    /// <param name="target">The object.</param>
    /// <param name="input">What surrounds it.</param>
    /// <param name="isAsStated">Whether an object that states no namespace has none, whatever its kind.</param>
    public ObjectNamespace(ObjectKind kind, Value target, PolicyInput input, bool isAsStated)
    {
        IsNamespace = kind is { Group: "", Kind: "Namespace" };
        string own = target.Member("metadata", "namespace").TextOrEmpty();
        string given = input.Namespace.Member("metadata", "name").TextOrEmpty();
        string asked = input.Request.Member("namespace").TextOrEmpty();
        bool? isNamespaced = BuiltInKinds.Find(kind.Group, kind.Kind)?.IsNamespaced;
        Name = IsNamespace ? target.Member("metadata", "name").TextOrEmpty() : isNamespaced == false ? "" : given.Length > 0 ? given : own.Length > 0 ? own : asked;
        IsNamespaced = IsNamespace ? false : Name.Length > 0 ? true : isAsStated ? false : isNamespaced;
        UnknownAnswer = new MatchAnswer(false, isNamespaced is null ? $"whether `{kind.Kind}` has a namespace is not known" : "the object states no namespace");
    }

    public bool IsNamespace { get; }

    /// <summary>The namespace's name, of a Namespace its own; empty when there is none or it is not known.</summary>
    public string Name { get; }

    /// <summary>Whether the object lives in a namespace; null when that is not known.</summary>
    public bool? IsNamespaced { get; }

    /// <summary>The answer where the namespace decides and is not known.</summary>
    public MatchAnswer UnknownAnswer { get; }
}
