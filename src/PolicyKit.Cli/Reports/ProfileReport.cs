using System.Collections.Immutable;
using System.Globalization;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes what each policy costs, as a table.</summary>
internal static class ProfileReport
{
    private static readonly string[] s_head = ["time", "steps", "objects", "findings"];

    public static void Write(ImmutableArray<PolicyCost> costs, Painter paint)
    {
        string[][] rows = [s_head, .. costs.Select(Cells)];
        int[] widths = [.. s_head.Select((_, column) => rows.Max(row => row[column].Length))];
        paint.Line(Row(s_head, widths) + "  policy", Styles.Strong);
        foreach ((string[] row, PolicyCost cost) in rows.Skip(1).Zip(costs)) paint.Line($"{Row(row, widths)}  {cost.PolicyId}");
        paint.Line();
    }

    private static string[] Cells(PolicyCost cost) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{cost.Time.TotalMilliseconds:0.000} ms"),
        cost.Steps.ToString(CultureInfo.InvariantCulture),
        cost.Evaluations.ToString(CultureInfo.InvariantCulture),
        cost.Findings.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Row(string[] cells, int[] widths) => string.Join("  ", cells.Zip(widths, (cell, width) => cell.PadLeft(width)));
}
