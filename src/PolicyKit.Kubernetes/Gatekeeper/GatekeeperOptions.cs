namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>How templates and constraints are read.</summary>
public sealed record GatekeeperOptions
{
    /// <summary>
    /// Whether to judge exactly as <c>gator verify</c> does: an object that states no namespace has none, whatever its kind, and constraints with scoped actions are enforced at <c>gator.gatekeeper.sh</c> only. Else objects are
    /// judged as an admission would judge them.
    /// </summary>
    public bool AsGator { get; init; }
}
