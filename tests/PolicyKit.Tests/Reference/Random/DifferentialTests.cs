using System.Globalization;

namespace PolicyKit.Tests.Reference.Random;

/// <summary>Random modules over random documents mean the same to the product, in both of its tiers, and to the reference.</summary>
public sealed class DifferentialTests
{
    /// <summary>Seeds to run, such as <c>1000-2000</c>; a few when not set.</summary>
    private const string SeedsVariable = "POLICYKIT_SEEDS";

    [Fact]
    public void Product_and_reference_agree()
    {
        (int first, int last) = Seeds();
        int compiled = 0;
        var failures = new List<string>();
        for (int seed = first; seed <= last; seed++)
        {
            (bool isWarm, bool isStrict) = (seed % 10 == 0, seed % 4 == 0);
            RandomProgram program = Differential.Repair(ProgramGenerator.Generate(seed));
            if (Differential.Compare(program, isWarm, isStrict) is not { } differences) continue;
            compiled++;
            if (differences.Count == 0) continue;
            RandomProgram small = Shrinker.Shrink(program, p => Differential.Compare(p, isWarm, isStrict) is { Count: > 0 });
            failures.Add($"seed {seed}, strict {isStrict}: {string.Join('\n', Differential.Compare(small, isWarm, isStrict)!)}\n{small}");
            if (failures.Count == 20) break;
        }
        Assert.True(failures.Count == 0, string.Join("\n-----\n", failures));
        Assert.True(compiled > (last - first) / 2, $"of {last - first + 1} programs only {compiled} compile");
    }

    private static (int First, int Last) Seeds()
    {
        if (Environment.GetEnvironmentVariable(SeedsVariable) is not { Length: > 0 } given) return (1, 120);
        int[] ends = [.. given.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return (ends[0], ends[^1]);
    }
}
