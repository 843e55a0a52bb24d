namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Objects that say what is allowed or changed and that are not judged here: each is named, so that nobody takes them for enforced.</summary>
internal static class OtherPolicies
{
    private static readonly (string Group, string Kind, string Reason)[] Rows =
    [
        ("mutations.gatekeeper.sh", "*", "it changes objects, which is not done here"),
        ("expansion.gatekeeper.sh", "ExpansionTemplate", "objects that others make are not judged before they are there"),
        ("kyverno.io", "ClusterPolicy", "it is a policy of Kyverno"),
        ("kyverno.io", "Policy", "it is a policy of Kyverno"),
        ("policies.kyverno.io", "*", "it is a policy of Kyverno"),
        ("policies.kubewarden.io", "*", "it is a policy of Kubewarden"),
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy", "its expressions are CEL"),
        ("admissionregistration.k8s.io", "MutatingAdmissionPolicy", "its expressions are CEL"),
    ];

    /// <summary>Why objects of a kind are not judged by; null when they are no policies.</summary>
    public static string? Describe(string group, string kind) => Array.Find(Rows, row => row.Group == group && (row.Kind == "*" || row.Kind == kind)).Reason;
}
