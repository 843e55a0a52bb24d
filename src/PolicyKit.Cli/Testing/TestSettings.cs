using System.Collections.Immutable;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Testing;

/// <summary>What <c>policykit test</c> was asked to do.</summary>
/// <param name="Paths">Policy files and folders whose tests are run.</param>
/// <param name="Policies">Further policy files and folders.</param>
/// <param name="Rego">How <c>.rego</c> files are read.</param>
/// <param name="Filter">Text that a test's name, file or policy contains; null for all.</param>
/// <param name="Output">How the result is written.</param>
/// <param name="Limits">What the evaluation of a test may cost.</param>
/// <param name="NoColour">Whether colour is refused.</param>
internal sealed record TestSettings(ImmutableArray<string> Paths, ImmutableArray<string> Policies, RegoOptions Rego, string? Filter, OutputFormat Output, EvaluationLimits Limits, bool NoColour)
{
    /// <summary>The configuration, and CustomResourceDefinitions.</summary>
    public ProjectFile Project { get; init; } = ProjectFile.None;

    /// <summary>Files and folders with modules and base data.</summary>
    public ImmutableArray<string> Data { get; init; } = [];

    /// <summary>Whether coverage is to be told.</summary>
    public bool Coverage { get; init; }

    /// <summary>The percentage of lines that must be reached; null when any will do.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether it is counted what tests reach.</summary>
    public bool Measures => Coverage || Threshold is not null || Output == OutputFormat.Cobertura;
}
