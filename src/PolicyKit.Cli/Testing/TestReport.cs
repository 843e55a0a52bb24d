using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Cli.Evaluating;
using PolicyKit.Cli.Reports;

namespace PolicyKit.Cli.Testing;

/// <summary>Writes the outcomes of tests.</summary>
internal static class TestReport
{
    public static void WriteText(ImmutableArray<TestOutcome> outcomes, Painter paint)
    {
        foreach (TestOutcome outcome in outcomes.Where(o => o.Failed))
        {
            paint.Write("FAIL ", Styles.Deny).Write(outcome.Test.Name, Styles.Strong).Line($" ({outcome.Test.Location})", Styles.Faint);
            foreach (TestProblem problem in outcome.Problems)
            {
                paint.Line($"{problem.Source.Path}:{problem.Position}: {problem.Message}");
                TextReport.WriteExcerpt(ExcerptOf(problem), paint);
            }
            ExplainReport.WriteCauses(outcome.Causes, paint);
            foreach (string line in outcome.Printed) paint.Write("  printed ", Styles.Faint).Line(line);
            paint.Line();
        }
        int passed = outcomes.Count(o => o.Passed);
        int failed = outcomes.Count(o => o.Failed);
        int skipped = outcomes.Length - passed - failed;
        paint.Line(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}"), failed > 0 ? Styles.Deny : Styles.Good);
    }

    private static Excerpt ExcerptOf(TestProblem problem)
    {
        string line = problem.Source.GetLine(problem.Position.Line);
        return problem.End is { } end ? Excerpt.Of(line, problem.Position, end) : Excerpt.At(line, problem.Position);
    }

    /// <param name="outcomes">The tests.</param>
    /// <param name="covered">What they reach; null when it was not counted.</param>
    /// <param name="output">Where it goes.</param>
    public static void WriteJson(ImmutableArray<TestOutcome> outcomes, ImmutableArray<FileCoverage>? covered, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", JsonReport.SchemaVersion);
        json.WriteString("policykit", ToolInfo.Version);
        json.WriteStartObject("summary");
        json.WriteNumber("passed", outcomes.Count(o => o.Passed));
        json.WriteNumber("failed", outcomes.Count(o => o.Failed));
        json.WriteNumber("skipped", outcomes.Count(o => o.Test.IsSkipped));
        json.WriteEndObject();
        json.WriteObjects("tests", outcomes, outcome =>
        {
            json.WriteString("name", outcome.Test.Name);
            json.WriteString("file", outcome.Test.Location.Source!.Path);
            json.WriteNumber("line", outcome.Test.Location.Start.Line + 1);
            json.WriteBoolean("passed", outcome.Passed);
            if (outcome.Test.IsSkipped) json.WriteBoolean("skipped", true);
            if (!outcome.Printed.IsEmpty)
            {
                json.WriteStartArray("printed");
                foreach (string line in outcome.Printed) json.WriteStringValue(line);
                json.WriteEndArray();
            }
            json.WriteObjects("failures", outcome.Problems, problem =>
            {
                json.WriteString("message", problem.Message);
                json.WriteString("file", problem.Source.Path);
                json.WriteNumber("line", problem.Position.Line + 1);
                json.WriteNumber("column", problem.Position.Character + 1);
            });
        });
        if (covered is { } files) CoverageReport.WriteJson(files, json);
        json.WriteEndObject();
    });
}
