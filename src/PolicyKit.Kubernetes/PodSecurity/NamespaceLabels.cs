namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>What the labels <c>pod-security.kubernetes.io/…</c> of a namespace that is known do to the levels of the policies of <c>pod_security</c>.</summary>
public enum NamespaceLabels
{
    /// <summary>They decide, as in the admission plugin; where a mode is not labelled, the profile does.</summary>
    Decide,

    /// <summary>As <see cref="Decide"/>, but a level is never lower than the profile's.</summary>
    Raise,

    /// <summary>Nothing.</summary>
    Ignore,
}
