using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Inventory;

namespace PolicyKit.Cli.Testing;

/// <summary>A test that was run, and why it fails.</summary>
/// <param name="Test">The test.</param>
/// <param name="Problems">What does not hold, or why it could not be run.</param>
internal sealed record TestOutcome(PolicyTest Test, ImmutableArray<TestProblem> Problems)
{
    public bool Passed => Problems.IsEmpty && !Test.IsSkipped;

    public bool Failed => !Problems.IsEmpty;

    /// <summary>Whether what is given could be read.</summary>
    public bool WasRun { get; private init; } = true;

    /// <summary>How long it took.</summary>
    public TimeSpan Time { get; private init; }

    /// <summary>What it printed.</summary>
    public ImmutableArray<string> Printed { get; private init; } = [];

    /// <summary>The rules that tell why it does not hold.</summary>
    public ImmutableArray<TraceNode> Causes { get; private init; } = [];

    /// <summary>The file that the test stands in.</summary>
    public string File => Test.Location.Source!.Path;

    /// <summary>Judges the last object that the test is given; the others are the cluster.</summary>
    public static TestOutcome Of(PolicyTest test, CancellationToken cancellation)
    {
        if (test.IsSkipped) return new TestOutcome(test, []);
        long started = Stopwatch.GetTimestamp();
        return Run(test, cancellation) with { Time = Stopwatch.GetElapsedTime(started) };
    }

    private static TestOutcome Run(PolicyTest test, CancellationToken cancellation)
    {
        var (manifests, problems) = GivenReader.Read(test);
        if (!problems.IsEmpty) return new TestOutcome(test, problems) { WasRun = false };
        PolicyInput input = manifests.IsEmpty ? PolicyInput.Empty : ManifestJudge.InputOf(manifests[^1], ClusterInventory.Build(manifests[..^1]));
        var printed = ImmutableArray.CreateBuilder<string>();
        PolicyTestResult result = test.Run(input with { Cancellation = cancellation, Print = (text, location) => printed.Add($"{location}: {text}") });
        return new TestOutcome(test, [.. result.Failures.Select(f => TestProblem.At(f.Message, f.Location.Source is null ? test.Location : f.Location))]) { Causes = result.Causes, Printed = printed.ToImmutable() };
    }
}
