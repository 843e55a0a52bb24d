namespace PolicyKit.Benchmarks.Workloads;

/// <summary>How <em>restricted</em> grows: beside policies for other kinds, copied, and over more containers.</summary>
internal static class GrowthScenarios
{
    public const string Group = "growth";
    public const string Alone = "growth-alone";
    public const string Others = "growth-others";
    public const string Copies = "growth-copies";
    public const string OneContainer = "growth-container-1";
    public const string HalfContainers = "growth-container-50";
    public const string ManyContainers = "growth-container-100";
    public const int OtherPolicies = 1000;
    public const int CopyCount = 20;
    public const int ContainerCount = 100;

    public static IEnumerable<Scenario> Prepare()
    {
        PolicyProgram alone = RestrictedWorkload.Compile();
        PolicyProgram others = RestrictedWorkload.WithOthers(OtherPolicies);
        PolicyProgram copies = RestrictedWorkload.Copies(CopyCount);
        byte[] stored = SamplePods.Stored;
        byte[] one = SamplePods.OfContainers(1);
        byte[] half = SamplePods.OfContainers(ContainerCount / 2);
        byte[] many = SamplePods.OfContainers(ContainerCount);
        return
        [
            new(Alone, () => alone.Evaluate(stored).PoliciesMatched),
            new(Others, () => others.Evaluate(stored).PoliciesMatched),
            new(Copies, () => copies.Evaluate(stored).PoliciesMatched),
            new(OneContainer, () => alone.Evaluate(one).PoliciesMatched),
            new(HalfContainers, () => alone.Evaluate(half).PoliciesMatched),
            new(ManyContainers, () => alone.Evaluate(many).PoliciesMatched),
        ];
    }
}
