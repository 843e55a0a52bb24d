using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>Which kind an object without <c>kind</c> most likely is, judged from the fields it has.</summary>
internal static class KindGuess
{
    /// <summary>Paths that an object has when it is of a kind; the first row whose paths are all there decides.</summary>
    private static readonly (string[] Paths, string Group, string Kind)[] Shapes =
    [
        (["spec.jobTemplate"], "batch", "CronJob"),
        (["spec.serviceName", "spec.template.spec.containers"], "apps", "StatefulSet"),
        (["spec.volumeClaimTemplates"], "apps", "StatefulSet"),
        (["spec.updateStrategy", "spec.template.spec.containers"], "apps", "DaemonSet"),
        (["spec.backoffLimit", "spec.template.spec.containers"], "batch", "Job"),
        (["spec.completions", "spec.template.spec.containers"], "batch", "Job"),
        (["spec.template.spec.restartPolicy", "spec.template.spec.containers"], "batch", "Job"),
        (["spec.template.spec.containers"], "apps", "Deployment"),
        (["template.spec.containers"], "", "PodTemplate"),
        (["spec.containers"], "", "Pod"),
        (["containers"], "", "Pod"),
        (["roleRef"], "rbac.authorization.k8s.io", "RoleBinding"),
        (["subjects"], "rbac.authorization.k8s.io", "RoleBinding"),
        (["aggregationRule"], "rbac.authorization.k8s.io", "ClusterRole"),
        (["webhooks"], "admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
        (["rules"], "rbac.authorization.k8s.io", "Role"),
        (["spec.podSelector"], "networking.k8s.io", "NetworkPolicy"),
        (["spec.scaleTargetRef"], "autoscaling", "HorizontalPodAutoscaler"),
        (["spec.minAvailable"], "policy", "PodDisruptionBudget"),
        (["spec.maxUnavailable"], "policy", "PodDisruptionBudget"),
        (["spec.ingressClassName"], "networking.k8s.io", "Ingress"),
        (["spec.rules"], "networking.k8s.io", "Ingress"),
        (["spec.names", "spec.group"], "apiextensions.k8s.io", "CustomResourceDefinition"),
        (["spec.accessModes", "spec.capacity"], "", "PersistentVolume"),
        (["spec.accessModes"], "", "PersistentVolumeClaim"),
        (["spec.hard"], "", "ResourceQuota"),
        (["spec.limits"], "", "LimitRange"),
        (["spec.ports"], "", "Service"),
        (["spec.externalName"], "", "Service"),
        (["provisioner"], "storage.k8s.io", "StorageClass"),
        (["stringData"], "", "Secret"),
        (["type", "data"], "", "Secret"),
        (["imagePullSecrets"], "", "ServiceAccount"),
        (["data"], "", "ConfigMap"),
    ];

    /// <summary>The likely kind; null when the fields are of no known kind.</summary>
    public static KindInfo? FromShape(Value root)
    {
        var shape = Array.Find(Shapes, row => Array.TrueForAll(row.Paths, path => !root.Member(path.Split('.')).IsUndefined));
        return shape.Kind is null ? null : BuiltInKinds.Find(shape.Group, shape.Kind);
    }

    /// <summary>The built-in kind that a <c>kind</c> means, letter case and kubectl's short forms aside; null when it means none.</summary>
    public static KindInfo? FromWord(string kind) => BuiltInKinds.Named(kind).FirstOrDefault(IsCurrent) ?? BuiltInKinds.Meant(kind).FirstOrDefault(IsCurrent);

    private static bool IsCurrent(KindInfo kind) => kind.Group != "extensions";
}
