namespace PolicyKit;

/// <summary>How grave a finding is, as its policy says.</summary>
public enum Severity
{
    /// <summary>For information.</summary>
    Info,

    /// <summary>Little harm alone.</summary>
    Low,

    /// <summary>The default.</summary>
    Medium,

    /// <summary>A way to more rights or to other tenants.</summary>
    High,

    /// <summary>The node or the cluster is open.</summary>
    Critical,
}
