using System.Collections.Immutable;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Kubernetes.Waivers;

namespace PolicyKit.Kubernetes;

/// <summary>In a scan an object and its controller are both there. What is found in both, by the same policy with the same words at the same place of the pod, is told once: of the controller, unless it is less grave there.</summary>
public static class OwnerReports
{
    /// <summary>The decisions without what is told of a controller.</summary>
    /// <param name="manifests">The objects.</param>
    /// <param name="decisions">The decision on each.</param>
    /// <param name="inventory">The objects to find controllers in.</param>
    public static ImmutableArray<Decision> Join(ImmutableArray<Manifest> manifests, IReadOnlyList<Decision> decisions, ClusterInventory inventory)
    {
        Dictionary<Manifest, Decision> known = [];
        for (int i = 0; i < manifests.Length; i++) known[manifests[i]] = decisions[i];
        return [.. manifests.Zip(decisions, (manifest, decision) => decision.Findings.Length + decision.Waived.Length == 0 || OwnerOf(manifest, inventory) is not { } owner || !known.TryGetValue(owner, out Decision? ofOwner)
            ? decision
            : Without(decision, manifest, ofOwner, owner))];
    }

    private static Manifest? OwnerOf(Manifest manifest, ClusterInventory inventory) =>
        Ownership.ReferenceOf(manifest.Root) is { } reference
        && inventory.Find(reference.ApiVersion, reference.Kind, manifest.Namespace, reference.Name) is { } owner
        && owner != manifest && Ownership.IsMeant(owner.Root, reference, manifest.Root) ? owner : null;

    private static Decision Without(Decision decision, Manifest manifest, Decision ofOwner, Manifest owner)
    {
        var judged = new JudgedObject(new PolicyInput { Object = manifest.Root });
        var controller = new JudgedObject(new PolicyInput { Object = owner.Root });
        return decision.With(
            [.. decision.Findings.Where(f => !ofOwner.Findings.Any(o => o.Level <= f.Level && o.IsSameAs(controller, f, judged)))],
            [.. decision.Waived.Where(w => !ofOwner.Waived.Any(o => o.Finding.IsSameAs(controller, w.Finding, judged)))]);
    }
}
