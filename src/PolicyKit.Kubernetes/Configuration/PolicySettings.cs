using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What a configuration says of one policy, or of those that a pattern such as <c>hardening.*</c> names.</summary>
/// <param name="PolicyId">The policy's id, or the pattern.</param>
/// <param name="Location">Where the id stands.</param>
/// <param name="Params">Values of its params.</param>
public sealed record PolicySettings(string PolicyId, Location Location, ImmutableArray<ParamSetting> Params)
{
    /// <summary>What becomes of its findings; null where nothing is said.</summary>
    public Enforcement? Enforcement { get; init; }

    /// <summary>The severity of its findings; null where nothing is said.</summary>
    public Severity? Severity { get; init; }
}

/// <summary>The value that a configuration gives to a param.</summary>
/// <param name="Name">The param's name.</param>
/// <param name="Value">Its value, as YAML has it: an array stands for a set.</param>
/// <param name="Location">Where the name stands.</param>
public sealed record ParamSetting(string Name, Value Value, Location Location);
