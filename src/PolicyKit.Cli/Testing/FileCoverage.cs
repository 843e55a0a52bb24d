using System.Collections.Immutable;
using PolicyKit.Text;

namespace PolicyKit.Cli.Testing;

/// <summary>What tests reach of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Lines">Its lines on which something starts, in order.</param>
/// <param name="Conditions">Its conditions, in order.</param>
internal sealed record FileCoverage(string Path, ImmutableArray<RuleCoverage> Rules, ImmutableArray<CoveredLine> Lines, ImmutableArray<StatementCoverage> Conditions)
{
    /// <summary>How much of it is reached.</summary>
    public CoverageSum Sum { get; } = new(
        new Part(Lines.Count(l => l.Hits > 0), Lines.Length),
        new Part(Rules.Count(r => r.IsCovered), Rules.Length),
        new Part(Rules.Sum(r => r.Branches.Count(b => b.Held > 0)), Rules.Sum(r => r.Branches.Length)),
        new Part(Conditions.Sum(CoveredLine.Outcomes), 2 * Conditions.Length));

    public static ImmutableArray<FileCoverage> Of(ImmutableArray<RuleCoverage> rules) =>
        [.. rules.GroupBy(r => r.Location.Source!.Path, StringComparer.Ordinal).Select(file => Of(file.Key, [.. file]))];

    /// <summary>The lines that are not reached, as ranges: what stands between two of them and is no line of its own does not part them.</summary>
    public IEnumerable<(int First, int Last)> NotReached()
    {
        (int First, int Last)? range = null;
        foreach (CoveredLine line in Lines)
        {
            if (line.Hits == 0) range = (range?.First ?? line.Number, line.Number);
            else if (range is { } ended)
            {
                yield return ended;
                range = null;
            }
        }
        if (range is { } last) yield return last;
    }

    private static FileCoverage Of(string path, ImmutableArray<RuleCoverage> rules)
    {
        // A location is in two rules where one text declares both.
        StatementCoverage[] conditions = [.. rules.SelectMany(r => r.Statements).Where(s => s.IsCondition).DistinctBy(s => s.Location).OrderBy(s => s.Location.Span.Start)];
        return new FileCoverage(path, rules, CoveredLine.Of(rules), [.. conditions]);
    }
}

/// <summary>What tests reach of a line.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Hits">How often all that starts there was reached: of a branch, how often it held.</param>
/// <param name="Conditions">The conditions that start there.</param>
internal sealed record CoveredLine(int Number, long Hits, ImmutableArray<StatementCoverage> Conditions)
{
    public static ImmutableArray<CoveredLine> Of(ImmutableArray<RuleCoverage> rules)
    {
        IEnumerable<(Location Location, long Hits, StatementCoverage? Statement)> points =
        [
            .. rules.SelectMany(r => r.Branches).Select(b => (b.Location, b.Held, (StatementCoverage?)null)),
            .. rules.SelectMany(r => r.Statements).Select(s => (s.Location, s.Held + s.Failed, (StatementCoverage?)s)),
        ];
        return
        [
            .. points.GroupBy(p => p.Location.Start.Line + 1).OrderBy(line => line.Key).Select(line => new CoveredLine(
                line.Key,
                line.Min(p => p.Hits),
                [.. line.Select(p => p.Statement).OfType<StatementCoverage>().Where(s => s.IsCondition).DistinctBy(s => s.Location)])),
        ];
    }

    /// <summary>How many of the two outcomes of a condition there were.</summary>
    public static int Outcomes(StatementCoverage condition) => (condition.Held > 0 ? 1 : 0) + (condition.Failed > 0 ? 1 : 0);
}
