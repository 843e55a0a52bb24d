using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes;

/// <summary>Judges manifests as a scan does: each object on its own CREATE, surrounded by its namespace and by the other objects given. Thread-safe.</summary>
public sealed class ManifestJudge(PolicyProgram program, ClusterInventory inventory)
{
    private static readonly Value Create = Value.FromMembers(("operation", Value.FromString("CREATE")));

    /// <summary>Judges one manifest.</summary>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Decision Judge(Manifest manifest, CancellationToken cancellation = default) => program.Evaluate(InputOf(manifest, inventory) with { Cancellation = cancellation });

    /// <summary>The input of one manifest's evaluation.</summary>
    public static PolicyInput InputOf(Manifest manifest, ClusterInventory inventory) => new()
    {
        Object = manifest.Root,
        Request = Create,
        Namespace = inventory.NamespaceOf(manifest)?.Root ?? default,
        Cluster = inventory.Root,
        IsComplete = inventory.IsComplete,
        KubernetesVersion = inventory.KubernetesVersion,
        Now = inventory.Now,
    };
}
