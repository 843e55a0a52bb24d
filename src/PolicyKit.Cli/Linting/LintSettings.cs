using System.Collections.Immutable;
using PolicyKit.Cli.Policies;
using PolicyKit.Diagnostics;
using PolicyKit.Linting;

namespace PolicyKit.Cli.Linting;

/// <summary>What <c>policykit lint</c> was asked to do.</summary>
/// <param name="Paths">Policy files and folders that are looked at.</param>
/// <param name="Policies">Further policy files and folders, which they are compiled with.</param>
/// <param name="Rego">How <c>.rego</c> files are read.</param>
/// <param name="Options">Which kinds are reported, and how gravely.</param>
/// <param name="FailOn">From which severity on the exit code is 1; null for none.</param>
/// <param name="Output">How the result is written.</param>
/// <param name="NoColour">Whether colour is refused.</param>
internal sealed record LintSettings(
    ImmutableArray<string> Paths, ImmutableArray<string> Policies, RegoOptions Rego, LintOptions Options, DiagnosticSeverity? FailOn, OutputFormat Output, bool NoColour)
{
    /// <summary>The configuration, and CustomResourceDefinitions.</summary>
    public ProjectFile Project { get; init; } = ProjectFile.None;
}
