using System.Collections.Immutable;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Formatting;

/// <summary>What <c>policykit fmt</c> was asked to do.</summary>
/// <param name="Paths">Policy files and folders of them, or standard input alone.</param>
/// <param name="Rego">How <c>.rego</c> files are read.</param>
/// <param name="InputName">The name of standard input, which says what it is.</param>
/// <param name="Check">Whether files are only looked at.</param>
/// <param name="Diff">Whether differences are shown and files only looked at.</param>
/// <param name="Output">How the result is written.</param>
/// <param name="NoColour">Whether colour is refused.</param>
internal sealed record FormatSettings(ImmutableArray<string> Paths, RegoOptions Rego, string InputName, bool Check, bool Diff, OutputFormat Output, bool NoColour)
{
    /// <summary>Whether nothing is written to files.</summary>
    public bool IsLookingOnly => Check || Diff;
}
