using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary><c>--policies</c>: what each policy that is for the Pod costs alone, over what an evaluation without policies costs.</summary>
internal static class PolicyCosts
{
    public static int Run()
    {
        PolicyProgram program = PodWorkload.Compile();
        program.Warm();
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson(PodWorkload.Json));
        string[] matched = [.. program.Policies.Select(p => p.Id).Where(id => program.Where(p => p.Id == id).Evaluate(input).PoliciesMatched > 0)];
        Scenario none = For("no policy", program.Where(_ => false), input);
        Scenario all = For("all together", program, input);
        Scenario[] alone = [.. matched.Select(id => For(id, program.Where(p => p.Id == id), input))];
        var times = Interleaved.Measure([none, all, .. alone]);
        foreach (Scenario scenario in new[] { none, all }) Console.WriteLine($"{scenario.Name}: {times[scenario.Name]:0} ns, {Interleaved.Allocated(scenario):0} bytes");
        foreach (Scenario scenario in alone.OrderByDescending(s => times[s.Name]))
        {
            Console.WriteLine($"{scenario.Name}: {times[scenario.Name] - times[none.Name]:0} ns, {Interleaved.Allocated(scenario) - Interleaved.Allocated(none):0} bytes");
        }
        return 0;
    }

    private static Scenario For(string name, PolicyProgram program, PolicyInput input) => new(name, () => program.Evaluate(input).PoliciesMatched);
}
