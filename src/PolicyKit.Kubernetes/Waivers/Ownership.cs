using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>The controllers of objects. What an object says of its owner proves nothing: the owner must be in the inventory, be the one with that uid, and have the template that the object was made from.</summary>
internal static class Ownership
{
    /// <summary>The controller of an object as it would be judged; null when the inventory does not confirm it.</summary>
    public static PolicyInput? ConfirmedOwner(PolicyInput input) =>
        ReferenceOf(input.Object) is { } reference && Find(input.Cluster, reference) is { IsUndefined: false } owner && IsMadeFrom(input.Object, owner) ? input with { Object = owner } : null;

    /// <summary>What an object says of its controller; null when it names none.</summary>
    public static OwnerReference? ReferenceOf(Value child)
    {
        Value named = child.Member("metadata", "ownerReferences").Elements().FirstOrDefault(r => r.Member("controller") == Value.True);
        return named.IsUndefined ? null : new OwnerReference(
            named.Member("apiVersion").TextOrEmpty(), named.Member("kind").TextOrEmpty(), child.Member("metadata", "namespace").TextOrEmpty(), named.Member("name").TextOrEmpty(), named.Member("uid"));
    }

    /// <summary>Whether an object is the one that a reference means.</summary>
    public static bool IsMeant(Value owner, OwnerReference reference) => owner.Member("metadata", "uid") is var uid && (uid.IsUndefined || uid == reference.Uid);

    private static Value Find(Value cluster, OwnerReference reference) =>
        cluster.Member(reference.ApiVersion).Member(reference.Kind).Member(reference.Namespace).Member(reference.Name) is var owner && IsMeant(owner, reference) ? owner : default;

    /// <summary>Whether an object is what its owner's template makes.</summary>
    private static bool IsMadeFrom(Value child, Value owner)
    {
        Value spec = SpecOf(child);
        Value template = SpecOf(owner);
        return !spec.IsUndefined && !template.IsUndefined && Templates.Makes(template, spec);
    }

    private static Value SpecOf(Value root) => new JudgedObject(new PolicyInput { Object = root }).PodSpec;
}

/// <summary>The controller that an object names.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Namespace, string Name, Value Uid);
