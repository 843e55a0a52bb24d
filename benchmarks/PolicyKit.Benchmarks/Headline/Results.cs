using System.Collections.Immutable;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>What was measured of each scenario, by its name.</summary>
internal sealed class Results(ImmutableArray<Scenario> scenarios, ImmutableDictionary<string, double> nanoseconds)
{
    public double Microseconds(string name) => nanoseconds[name] / 1000;

    public double Ratio(string name, string other) => nanoseconds[name] / nanoseconds[other];

    public double Allocated(string name) => Interleaved.Allocated(Find(name));

    /// <summary>What one run answers.</summary>
    public int Answer(string name) => Find(name).Run();

    private Scenario Find(string name) => scenarios.Single(s => s.Name == name);
}
