using System.Collections.Frozen;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>
/// The controllers of objects. What an object says of its owner proves nothing: the owner must be in the inventory, be the one with that uid and of a kind that controls such objects, select it by its labels, and have the
/// template that the object was made from.
/// </summary>
internal static class Ownership
{
    private const string Extensions = "extensions";
    private static readonly Value s_create = Value.FromMembers(("operation", Value.FromString("CREATE")));

    /// <summary>What controls what. No kind controls itself in any number of steps, so that objects which name each other have no controller.</summary>
    private static readonly FrozenSet<(ObjectKind Child, ObjectKind Owner)> s_controllers = FrozenSet.Create<(ObjectKind, ObjectKind)>(
    [
        (new("", "Pod"), new("", "ReplicationController")),
        (new("", "Pod"), new("apps", "DaemonSet")),
        (new("", "Pod"), new("apps", "ReplicaSet")),
        (new("", "Pod"), new("apps", "StatefulSet")),
        (new("", "Pod"), new("batch", "Job")),
        (new("apps", "ReplicaSet"), new("apps", "Deployment")),
        (new("batch", "Job"), new("batch", "CronJob")),
    ]);

    /// <summary>The controller of an object as it would be judged; null when the inventory does not confirm it.</summary>
    public static PolicyInput? ConfirmedOwner(PolicyInput input)
    {
        if (ReferenceOf(input.Object) is not { } reference || Find(input.Cluster, reference) is not { IsUndefined: false } owner) return null;
        if (!IsMeant(owner, reference, input.Object) || !IsMadeFrom(input.Object, owner)) return null;
        // Nobody asks for the controller now: neither who asked for the object nor what it was before counts.
        return input with { Object = owner, OldObject = default, Request = s_create, Input = default };
    }

    /// <summary>What an object says of its controller; null when it names none, several, or one that controls no such objects.</summary>
    public static OwnerReference? ReferenceOf(Value child)
    {
        Value[] named = [.. child.Member("metadata", "ownerReferences").Elements().Where(r => r.Member("controller") == Value.True)];
        if (named is not [var only]) return null;
        var reference = new OwnerReference(
            only.Member("apiVersion").TextOrEmpty(), only.Member("kind").TextOrEmpty(), child.Member("metadata", "namespace").TextOrEmpty(), only.Member("name").TextOrEmpty(), only.Member("uid"));
        return s_controllers.Contains((KindOf(child.Member("apiVersion").TextOrEmpty(), child.Member("kind").TextOrEmpty()), KindOf(reference.ApiVersion, reference.Kind))) ? reference : null;
    }

    /// <summary>Whether an object is the one that a reference of another means.</summary>
    public static bool IsMeant(Value owner, OwnerReference reference, Value child) =>
        owner.Member("metadata", "uid") is var uid && (uid.IsUndefined || uid == reference.Uid) && Selects(owner, child.Member("metadata", "labels"));

    private static Value Find(Value cluster, OwnerReference reference) =>
        cluster.Member(reference.ApiVersion).Member(reference.Kind).Member(reference.Namespace).Member(reference.Name);

    /// <summary>Whether an object is what its owner's template makes.</summary>
    private static bool IsMadeFrom(Value child, Value owner)
    {
        Value spec = SpecOf(child);
        Value template = SpecOf(owner);
        string[] claims = [.. owner.Member("spec", "volumeClaimTemplates").Elements().Select(claim => claim.Member("metadata", "name").TextOrEmpty())];
        return !spec.IsUndefined && !template.IsUndefined && Templates.Makes(template, spec, claims);
    }

    /// <summary>Whether an owner's selector has an object with such labels; one that states none selects by the labels of its template.</summary>
    private static bool Selects(Value owner, Value labels)
    {
        Value selector = owner.Member("spec", "selector");
        if (KindOf(owner.Member("apiVersion").TextOrEmpty(), owner.Member("kind").TextOrEmpty()) is { Group: "batch", Kind: "CronJob" }) return true;
        if (selector.IsUndefined) return HasAll(labels, new JudgedObject(new PolicyInput { Object = owner }).Template.Member("metadata", "labels"));
        if (owner.Member("kind").TextOrEmpty() == "ReplicationController") return HasAll(labels, selector);
        return selector.Kind == ValueKind.Object && LabelSelectors.FindFault(selector) is null && LabelSelectors.Selects(selector, labels);
    }

    private static bool HasAll(Value labels, Value wanted) => wanted.Members().All(label => labels.Member(label.Key.TextOrEmpty()) == label.Value);

    private static Value SpecOf(Value root) => new JudgedObject(new PolicyInput { Object = root }).PodSpec;

    private static ObjectKind KindOf(string apiVersion, string kind) => new(GroupVersion.Parse(apiVersion).Group is var group && group == Extensions ? "apps" : group, kind);
}

/// <summary>The controller that an object names.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Namespace, string Name, Value Uid);
