using System.Collections.Immutable;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Building;

/// <summary>What <c>policykit build</c> was asked to do.</summary>
/// <param name="Paths">Policy files and folders of them.</param>
/// <param name="Rego">How <c>.rego</c> files among them are read.</param>
/// <param name="Output">The file to write.</param>
/// <param name="NoColour">Whether colour is refused.</param>
internal sealed record BuildSettings(ImmutableArray<string> Paths, RegoOptions Rego, string Output, bool NoColour)
{
    /// <summary>The configuration, and CustomResourceDefinitions.</summary>
    public ProjectFile Project { get; init; } = ProjectFile.None;
}
