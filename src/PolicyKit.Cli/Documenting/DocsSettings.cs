using System.Collections.Immutable;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Documenting;

/// <summary>What <c>policykit docs</c> was asked to do.</summary>
/// <param name="Paths">Policy files and folders; the standard policies when empty.</param>
/// <param name="Folder">Where the pages are.</param>
/// <param name="IsCheck">Whether pages are only compared.</param>
/// <param name="Project">The configuration, whose custom resources policies may match.</param>
/// <param name="NoColour">Whether colour is refused.</param>
internal sealed record DocsSettings(ImmutableArray<string> Paths, string Folder, bool IsCheck, ProjectFile Project, bool NoColour);
