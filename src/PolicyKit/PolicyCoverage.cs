using System.Collections.Immutable;
using PolicyKit.Emit;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>
/// Counts what evaluations reach of rules, in the programs that it was given to (<see cref="PolicyProgram.WithCoverage"/>). Where a finding is, its message and its fix are not counted. Thread-safe.
/// </summary>
/// <param name="isCounted">Which texts count; null: all.</param>
public sealed class PolicyCoverage(Func<SourceText, bool>? isCounted = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RuleSymbol, CoveredRule> _rules = [];

    /// <summary>All rules that count but tests, with what was reached of them so far: by file, and in the order of its text.</summary>
    public ImmutableArray<RuleCoverage> Rules
    {
        get
        {
            lock (_gate) return [.. _rules.Values.OrderBy(r => r.Rule.Location.Source!.Path, StringComparer.Ordinal).ThenBy(r => r.Rule.Location.Span.Start).Select(Snapshot)];
        }
    }

    internal CoverageTracer Tracer { get; } = new();

    internal bool IsCounted(Location location) => location.Source is { } source && isCounted?.Invoke(source) != false;

    internal void Add(CoveredRule rule)
    {
        lock (_gate) _rules.TryAdd(rule.Rule, rule);
    }

    private static RuleCoverage Snapshot(CoveredRule rule) => new(
        rule.Rule.ToString(),
        rule.Rule.Location,
        [.. rule.Branches.Select(b => new BranchCoverage(b.Location, b.Held))],
        [.. rule.Statements.Select(s => new StatementCoverage(s.Location, s.IsCondition, s.Held, s.Failed))]);
}

/// <summary>What was reached of a rule.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Location">Where it is declared first.</param>
/// <param name="Branches">Its bodies, with each <c>else</c> and the <c>default</c>.</param>
/// <param name="Statements">The statements of its bodies, comprehensions and <c>every</c>, and the terms of its heads.</param>
public sealed record RuleCoverage(string Name, Location Location, ImmutableArray<BranchCoverage> Branches, ImmutableArray<StatementCoverage> Statements)
{
    /// <summary>Whether it had a value, or made a finding.</summary>
    public bool IsCovered => Branches.Any(b => b.Held > 0);
}

/// <summary>What was reached of a body, an <c>else</c> or a <c>default</c>.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Held">How many solutions it had.</param>
public sealed record BranchCoverage(Location Location, long Held);

/// <summary>What was reached of a statement.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="IsCondition">Whether it asks something: it compares, negates, or binds no variable.</param>
/// <param name="Held">How often it held.</param>
/// <param name="Failed">How often it was false or undefined.</param>
public sealed record StatementCoverage(Location Location, bool IsCondition, long Held, long Failed);
