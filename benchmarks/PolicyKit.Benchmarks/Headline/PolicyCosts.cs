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
        Scenario[] scenarios = [ForPolicy("", program, input), .. matched.Select(id => ForPolicy(id, program, input))];
        var times = Interleaved.Measure([.. scenarios]);
        Console.WriteLine($"no policy: {times[""]:0} ns, {Interleaved.Allocated(scenarios[0]):0} bytes");
        foreach (Scenario scenario in scenarios.Skip(1).OrderByDescending(s => times[s.Name]))
        {
            Console.WriteLine($"{scenario.Name}: {times[scenario.Name] - times[""]:0} ns, {Interleaved.Allocated(scenario) - Interleaved.Allocated(scenarios[0]):0} bytes");
        }
        return 0;
    }

    private static Scenario ForPolicy(string id, PolicyProgram program, PolicyInput input)
    {
        PolicyProgram one = program.Where(p => p.Id == id);
        return new(id, () => one.Evaluate(input).PoliciesMatched);
    }
}
