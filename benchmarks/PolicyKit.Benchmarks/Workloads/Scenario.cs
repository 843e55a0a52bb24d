using System.Collections.Immutable;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">How it is called on the command line: its group, a hyphen and a name in it.</param>
/// <param name="Run">Does it once; the result only keeps the work from being optimised away.</param>
internal sealed record Scenario(string Name, Func<int> Run)
{
    private static readonly ImmutableArray<(string Group, Func<IEnumerable<Scenario>> Prepare)> s_groups =
    [
        (PodScenarios.Group, PodScenarios.Prepare),
        (RestrictedScenarios.Group, RestrictedScenarios.Prepare),
        (WholeScenarios.Group, WholeScenarios.Prepare),
        (GrowthScenarios.Group, GrowthScenarios.Prepare),
        (RegoScenarios.Group, RegoScenarios.Prepare),
        (ParseScenarios.Group, ParseScenarios.Prepare),
        (LimitScenarios.Group, LimitScenarios.Prepare),
    ];

    /// <summary>All scenarios, warm, after their answers were checked.</summary>
    public static ImmutableArray<Scenario> Prepare() => [.. s_groups.SelectMany(group => group.Prepare())];

    /// <summary>The scenarios of the group that a name is in; all of them where it is in none.</summary>
    public static ImmutableArray<Scenario> PrepareGroupOf(string name) =>
        s_groups.FirstOrDefault(group => name.StartsWith(group.Group + "-", StringComparison.Ordinal)).Prepare is { } prepare ? [.. prepare()] : Prepare();
}
