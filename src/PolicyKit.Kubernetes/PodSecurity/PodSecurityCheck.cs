namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>A check of the API server's and the policy that does the same.</summary>
/// <param name="PolicyId">Id of the policy.</param>
/// <param name="Id">The API server's name for the check.</param>
/// <param name="Level">The level that has it; stricter ones have it too, unless it is overridden.</param>
/// <param name="Since">The minor version of Kubernetes 1 that has it first.</param>
/// <param name="OverriddenSince">The minor version since which a check of <em>restricted</em> stands for it there.</param>
/// <param name="OverriddenBy">Id of that check's policy.</param>
internal sealed record PodSecurityCheck(string PolicyId, string Id, PodSecurityLevel Level, int Since = 0, int OverriddenSince = int.MaxValue, string? OverriddenBy = null)
{
    /// <summary>Whether pods are held to it at a level and a minor version.</summary>
    public bool Counts(PodSecurityLevel level, int minor) =>
        minor >= Since && level >= Level && (level == Level || minor < OverriddenSince);
}
