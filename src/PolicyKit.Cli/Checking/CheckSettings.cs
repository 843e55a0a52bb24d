using System.Collections.Immutable;
using PolicyKit.Cli.Fixing;
using PolicyKit.Cli.Policies;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Configuration;

namespace PolicyKit.Cli.Checking;

/// <summary>What <c>policykit check</c> was asked to do.</summary>
/// <param name="Paths">Files, folders or <c>-</c>.</param>
/// <param name="Packs">Names of standard packs; empty for all.</param>
/// <param name="Policies">Files and folders with further policies.</param>
/// <param name="Rego">How <c>.rego</c> files among them are read.</param>
/// <param name="Output">How the result is written.</param>
/// <param name="FailOn">Which findings make the exit code 1.</param>
/// <param name="Namespace">The namespace of objects that name none; null when it is not known.</param>
/// <param name="IsComplete">Whether the files hold all there is.</param>
/// <param name="Ignore">Globs of paths to leave out.</param>
/// <param name="Limits">What the evaluation of an object may cost.</param>
/// <param name="IsProfiled">Whether to tell what each policy costs.</param>
/// <param name="Fix">What is to be done with fixes.</param>
/// <param name="NoColour">Whether colour is refused.</param>
internal sealed record CheckSettings(
    ImmutableArray<string> Paths, ImmutableArray<string> Packs, ImmutableArray<string> Policies, RegoOptions Rego, OutputFormat Output, FailOn FailOn, string? Namespace, bool IsComplete,
    ImmutableArray<string> Ignore, EvaluationLimits Limits, bool IsProfiled, FixOptions Fix, bool NoColour)
{
    /// <summary>With the custom kinds that are known.</summary>
    public KubernetesDomain Domain { get; init; } = KubernetesDomain.Instance;

    /// <summary>The version of Kubernetes that was asked for; null where none was.</summary>
    public Version? AskedVersion { get; init; }

    /// <summary>The version of Kubernetes judged against; null for the newest.</summary>
    public Version? KubernetesVersion => AskedVersion ?? Project.Configuration.KubernetesVersion;

    /// <summary>The profile of the standard policies; null where none was asked for.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The configuration, and CustomResourceDefinitions.</summary>
    public ProjectFile Project { get; init; } = ProjectFile.None;
}
