using System.Collections.Immutable;
using System.Xml;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Reports;

namespace PolicyKit.Cli.Testing;

/// <summary>
/// Writes outcomes as JUnit's XML: a suite for each file, a case for each test. There is no one schema; what is written are the elements and attributes that Jenkins' schema has, with <c>file</c> and <c>line</c>, from which GitLab
/// and the actions of GitHub make links.
/// </summary>
internal static class JUnitReport
{
    public static void Write(ImmutableArray<TestOutcome> outcomes, TextWriter output) => XmlReport.Write(output, xml =>
    {
        xml.WriteStartElement("testsuites");
        xml.Attribute("name", "policykit");
        WriteSums(outcomes, xml);
        foreach (IGrouping<string, TestOutcome> file in outcomes.GroupBy(o => o.File, StringComparer.Ordinal)) WriteSuite(file.Key, [.. file], xml);
        xml.WriteEndElement();
    });

    private static void WriteSuite(string file, ImmutableArray<TestOutcome> outcomes, XmlWriter xml)
    {
        xml.WriteStartElement("testsuite");
        xml.Attribute("name", TextFile.BelowCurrent(file));
        WriteSums(outcomes, xml);
        foreach (TestOutcome outcome in outcomes) WriteCase(outcome, xml);
        xml.WriteEndElement();
    }

    private static void WriteSums(ImmutableArray<TestOutcome> outcomes, XmlWriter xml)
    {
        xml.Attribute("tests", outcomes.Length);
        xml.Attribute("failures", outcomes.Count(o => o is { Failed: true, WasRun: true }));
        xml.Attribute("errors", outcomes.Count(o => !o.WasRun));
        xml.Attribute("skipped", outcomes.Count(o => o.Test.IsSkipped));
        xml.Attribute("time", outcomes.Aggregate(TimeSpan.Zero, (sum, outcome) => sum + outcome.Time));
    }

    private static void WriteCase(TestOutcome outcome, XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("name", outcome.Test.Name);
        xml.Attribute("classname", outcome.Test.PolicyIds is [var policy] ? policy : TextFile.BelowCurrent(outcome.File));
        xml.Attribute("file", TextFile.BelowCurrent(outcome.File));
        xml.Attribute("line", outcome.Test.Location.Start.Line + 1);
        xml.Attribute("time", outcome.Time);
        if (outcome.Test.IsSkipped) xml.WriteElementString("skipped", "");
        if (outcome.Failed)
        {
            xml.WriteStartElement(outcome.WasRun ? "failure" : "error");
            xml.Attribute("message", outcome.Problems[0].Message);
            xml.Attribute("type", outcome.WasRun ? "expectation" : "given");
            xml.Text(string.Join('\n', outcome.Problems.Select(p => $"{p.Source.Path}:{p.Position}: {p.Message}")));
            xml.WriteEndElement();
        }
        if (!outcome.Printed.IsEmpty)
        {
            xml.WriteStartElement("system-out");
            xml.Text(string.Join('\n', outcome.Printed));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
