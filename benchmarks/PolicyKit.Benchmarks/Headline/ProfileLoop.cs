using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary><c>--profile NAME [SECONDS]</c>: runs one scenario for a while, for a profiler to look at, and prints what it takes each second.</summary>
internal static class ProfileLoop
{
    public static int Run(string name, int seconds)
    {
        var scenarios = Scenario.PrepareGroupOf(name);
        if (scenarios.FirstOrDefault(s => s.Name == name) is not { } scenario)
        {
            Console.Error.WriteLine($"there is no scenario `{name}`; scenarios are {string.Join(", ", scenarios.Select(s => s.Name))}");
            return 2;
        }
        for (int i = 0; i < seconds; i++) Console.WriteLine($"{Interleaved.TimeFor(scenario, TimeSpan.FromSeconds(1)):0} ns, {Interleaved.Allocated(scenario):0} bytes");
        return 0;
    }
}
