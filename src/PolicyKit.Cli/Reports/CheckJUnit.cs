using System.Xml;
using PolicyKit.Cli.Files;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes a check as JUnit's XML: a suite for each file. The elements and attributes are those that <c>policykit test</c> writes.</summary>
internal static class CheckJUnit
{
    public static void Write(CheckCase[] cases, TextWriter output) => XmlReport.Write(output, xml =>
    {
        xml.WriteStartElement("testsuites");
        xml.Attribute("name", "policykit");
        WriteSums(cases, xml);
        foreach (IGrouping<string, CheckCase> file in cases.GroupBy(c => TextFile.BelowCurrent(c.File), StringComparer.Ordinal)) WriteSuite(file.Key, [.. file], xml);
        xml.WriteEndElement();
    });

    private static void WriteSuite(string file, CheckCase[] cases, XmlWriter xml)
    {
        xml.WriteStartElement("testsuite");
        xml.Attribute("name", file);
        WriteSums(cases, xml);
        foreach (CheckCase each in cases) WriteCase(each, file, xml);
        xml.WriteEndElement();
    }

    private static void WriteSums(CheckCase[] cases, XmlWriter xml)
    {
        xml.Attribute("tests", cases.Length);
        xml.Attribute("failures", cases.Count(c => c.Outcome == CaseOutcome.Failed));
        xml.Attribute("errors", cases.Count(c => c.Outcome == CaseOutcome.Broken));
        xml.Attribute("skipped", cases.Count(c => c.Outcome == CaseOutcome.Skipped));
        xml.Attribute("time", TimeSpan.Zero);
    }

    private static void WriteCase(CheckCase each, string file, XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("name", each.Name);
        xml.Attribute("classname", file);
        xml.Attribute("file", file);
        if (each.Position is { } position) xml.Attribute("line", position.Line + 1);
        xml.Attribute("time", TimeSpan.Zero);
        switch (each.Outcome)
        {
            case CaseOutcome.Skipped:
                xml.WriteStartElement("skipped");
                xml.Attribute("message", each.Message);
                xml.WriteEndElement();
                break;
            case CaseOutcome.Failed or CaseOutcome.Broken:
                xml.WriteStartElement(each.Outcome == CaseOutcome.Failed ? "failure" : "error");
                xml.Attribute("message", each.Message);
                xml.Attribute("type", each.Type);
                xml.Text($"{file}{(each.Position is { } place ? $":{place}" : "")}: {each.Message}");
                xml.WriteEndElement();
                break;
            case CaseOutcome.Passed when each.Message.Length > 0:
                xml.WriteStartElement("system-out");
                xml.Text($"{each.Type}: {each.Message}");
                xml.WriteEndElement();
                break;
        }
        xml.WriteEndElement();
    }
}
