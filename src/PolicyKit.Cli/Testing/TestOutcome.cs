using System.Collections.Immutable;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Inventory;

namespace PolicyKit.Cli.Testing;

/// <summary>A test that was run, and why it fails.</summary>
internal sealed record TestOutcome(PolicyTest Test, ImmutableArray<TestProblem> Problems)
{
    public bool Passed => Problems.IsEmpty;

    /// <summary>Judges the last object that the test is given; the others are the cluster.</summary>
    public static TestOutcome Of(PolicyTest test, CancellationToken cancellation)
    {
        var (manifests, problems) = GivenReader.Read(test);
        if (!problems.IsEmpty) return new TestOutcome(test, problems);
        PolicyInput input = manifests.IsEmpty ? PolicyInput.Empty : ManifestJudge.InputOf(manifests[^1], ClusterInventory.Build(manifests[..^1]));
        PolicyTestResult result = test.Run(input with { Cancellation = cancellation });
        return new TestOutcome(test, [.. result.Failures.Select(f => new TestProblem(f.Message, f.Location.Source ?? test.Location.Source!, f.Location.Start))]);
    }
}
