using System.Collections.Immutable;
using System.Diagnostics;

namespace PolicyKit;

/// <summary>Counts what each policy costs in the programs that it was given to (<see cref="PolicyProgram.WithProfile"/>). Thread-safe.</summary>
public sealed class PolicyProfile
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PolicyCost> _costs = new(StringComparer.Ordinal);

    /// <summary>What each policy that was evaluated has cost so far: the most time first, and by id where that is equal.</summary>
    public ImmutableArray<PolicyCost> Costs
    {
        get
        {
            lock (_gate) return [.. _costs.Values.OrderByDescending(c => c.Time).ThenBy(c => c.PolicyId, StringComparer.Ordinal)];
        }
    }

    internal void Add(string policyId, long started, long steps, int findings)
    {
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        lock (_gate)
        {
            PolicyCost before = _costs.GetValueOrDefault(policyId) ?? new PolicyCost(policyId, TimeSpan.Zero, 0, 0, 0);
            _costs[policyId] = before with { Time = before.Time + time, Steps = before.Steps + steps, Evaluations = before.Evaluations + 1, Findings = before.Findings + findings };
        }
    }
}

/// <summary>What one policy costs.</summary>
/// <param name="PolicyId">Its id.</param>
/// <param name="Time">Time on the clock. A rule that several policies share is evaluated once for an object, by the first of them.</param>
/// <param name="Steps">Steps of the budget (<see cref="EvaluationLimits.MaxSteps"/>).</param>
/// <param name="Evaluations">Objects that it was evaluated on.</param>
/// <param name="Findings">Findings that it made.</param>
public sealed record PolicyCost(string PolicyId, TimeSpan Time, long Steps, long Evaluations, long Findings);
