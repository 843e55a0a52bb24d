namespace PolicyKit.Benchmarks.Rivals;

/// <summary>What of the pod decides how its containers are judged.</summary>
/// <param name="IsInHostNetwork">Ports that name no host port then are host ports.</param>
/// <param name="IsWindows">Some controls are not for Windows.</param>
/// <param name="HasOwnUsers">Some controls are not for pods with a user namespace of their own.</param>
/// <param name="IsNonRoot">Whether the pod says so for containers that say nothing.</param>
/// <param name="HasSeccompProfile">Whether the pod has one for containers that have none.</param>
internal readonly record struct PodFacts(bool IsInHostNetwork, bool IsWindows, bool HasOwnUsers, bool IsNonRoot, bool HasSeccompProfile);
