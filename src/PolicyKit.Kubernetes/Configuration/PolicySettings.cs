using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What a configuration says of one policy.</summary>
/// <param name="PolicyId">The policy's id.</param>
/// <param name="Location">Where the id stands.</param>
/// <param name="Params">Values of its params.</param>
public sealed record PolicySettings(string PolicyId, Location Location, ImmutableArray<ParamSetting> Params);

/// <summary>The value that a configuration gives to a param.</summary>
/// <param name="Name">The param's name.</param>
/// <param name="Value">Its value, as YAML has it: an array stands for a set.</param>
/// <param name="Location">Where the name stands.</param>
public sealed record ParamSetting(string Name, Value Value, Location Location);
