using System.Collections.Immutable;
using System.Globalization;

namespace PolicyKit.Cli.Testing;

/// <summary>How much of what there is was reached.</summary>
/// <param name="Lines">Lines on which something starts; reached when everything that starts there was.</param>
/// <param name="Rules">Rules; reached when one had a value.</param>
/// <param name="Branches">Bodies, each <c>else</c> and <c>default</c>; reached when one held.</param>
/// <param name="Conditions">Two for each condition: it was true, and it was false.</param>
internal sealed record CoverageSum(Part Lines, Part Rules, Part Branches, Part Conditions)
{
    public static CoverageSum Of(ImmutableArray<FileCoverage> files) => new(Add(files, f => f.Sum.Lines), Add(files, f => f.Sum.Rules), Add(files, f => f.Sum.Branches), Add(files, f => f.Sum.Conditions));

    public double LinePercent => 100 * Lines.Rate;

    /// <summary>A percentage that is never rounded up: only what is whole says so.</summary>
    public static string Text(double percent) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(percent * 10) / 10:0.#}%");

    private static Part Add(ImmutableArray<FileCoverage> files, Func<FileCoverage, Part> part) => new(files.Sum(f => part(f).Reached), files.Sum(f => part(f).All));
}

/// <summary>Some of several.</summary>
internal readonly record struct Part(int Reached, int All)
{
    /// <summary>From 0 to 1; where there is nothing, all of it is reached.</summary>
    public double Rate => All == 0 ? 1 : (double)Reached / All;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Reached}/{All}");
}
