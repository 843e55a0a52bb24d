namespace PolicyKit.Benchmarks.Workloads;

/// <summary>Policy text to trees.</summary>
internal static class ParseScenarios
{
    public const string Group = "parse";
    public const string Policies = "parse-policies";

    public static IEnumerable<Scenario> Prepare() => [new(Policies, ParseWorkload.Parse)];
}
