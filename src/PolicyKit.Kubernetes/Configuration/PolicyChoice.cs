using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>Which policies were asked for, before what a configuration says.</summary>
public sealed record PolicyChoice
{
    /// <summary>Names of standard packs (<see cref="StandardPack.Names"/>); those of the configuration when empty.</summary>
    public ImmutableArray<string> Packs { get; init; } = [];

    /// <summary>The profile; that of the configuration when null.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The version of Kubernetes; that of the configuration when null.</summary>
    public Version? KubernetesVersion { get; init; }
}
