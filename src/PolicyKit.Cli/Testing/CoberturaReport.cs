using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Reports;

namespace PolicyKit.Cli.Testing;

/// <summary>
/// Writes coverage as Cobertura's XML (coverage-04.dtd): folders are packages, files classes, rules methods. The outcomes of conditions are the branches of a line. Files are named from the current folder, which is the
/// only source. There is no DOCTYPE, since many readers refuse one.
/// </summary>
internal static class CoberturaReport
{
    public static void Write(ImmutableArray<FileCoverage> files, DateTimeOffset now, TextWriter output) => XmlReport.Write(output, xml =>
    {
        CoverageSum sum = CoverageSum.Of(files);
        xml.WriteStartElement("coverage");
        WriteRates(sum, xml);
        xml.Attribute("lines-covered", sum.Lines.Reached);
        xml.Attribute("lines-valid", sum.Lines.All);
        xml.Attribute("branches-covered", sum.Conditions.Reached);
        xml.Attribute("branches-valid", sum.Conditions.All);
        xml.Attribute("complexity", 0);
        xml.Attribute("version", ToolInfo.Version);
        xml.Attribute("timestamp", now.ToUnixTimeMilliseconds());
        xml.WriteStartElement("sources");
        xml.WriteElementString("source", TextFile.Slashes(Directory.GetCurrentDirectory()));
        xml.WriteEndElement();
        xml.WriteStartElement("packages");
        foreach (var package in files.GroupBy(f => Path.GetDirectoryName(NameOf(f)) ?? "", StringComparer.Ordinal)) WritePackage(TextFile.Slashes(package.Key), [.. package], xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void WritePackage(string folder, ImmutableArray<FileCoverage> files, XmlWriter xml)
    {
        xml.WriteStartElement("package");
        xml.Attribute("name", folder.Length == 0 ? "." : folder);
        WriteRates(CoverageSum.Of(files), xml);
        xml.Attribute("complexity", 0);
        xml.WriteStartElement("classes");
        foreach (FileCoverage file in files) WriteClass(file, xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteClass(FileCoverage file, XmlWriter xml)
    {
        xml.WriteStartElement("class");
        xml.Attribute("name", Path.GetFileName(file.Path));
        xml.Attribute("filename", NameOf(file));
        WriteRates(file.Sum, xml);
        xml.Attribute("complexity", 0);
        xml.WriteStartElement("methods");
        foreach (RuleCoverage rule in file.Rules) WriteMethod(rule, xml);
        xml.WriteEndElement();
        WriteLines(file.Lines, xml);
        xml.WriteEndElement();
    }

    private static void WriteMethod(RuleCoverage rule, XmlWriter xml)
    {
        ImmutableArray<CoveredLine> lines = CoveredLine.Of([rule]);
        StatementCoverage[] conditions = [.. lines.SelectMany(l => l.Conditions)];
        xml.WriteStartElement("method");
        xml.Attribute("name", rule.Name);
        xml.Attribute("signature", "");
        xml.Attribute("line-rate", new Part(lines.Count(l => l.Hits > 0), lines.Length).Rate);
        xml.Attribute("branch-rate", new Part(conditions.Sum(CoveredLine.Outcomes), 2 * conditions.Length).Rate);
        xml.Attribute("complexity", 0);
        WriteLines(lines, xml);
        xml.WriteEndElement();
    }

    private static void WriteLines(ImmutableArray<CoveredLine> lines, XmlWriter xml)
    {
        xml.WriteStartElement("lines");
        foreach (CoveredLine line in lines) WriteLine(line, xml);
        xml.WriteEndElement();
    }

    private static void WriteLine(CoveredLine line, XmlWriter xml)
    {
        xml.WriteStartElement("line");
        xml.Attribute("number", line.Number);
        xml.Attribute("hits", line.Hits);
        xml.Attribute("branch", line.Conditions.IsEmpty ? "false" : "true");
        if (!line.Conditions.IsEmpty)
        {
            xml.Attribute("condition-coverage", Share(line.Conditions.Sum(CoveredLine.Outcomes), 2 * line.Conditions.Length, withCounts: true));
            xml.WriteStartElement("conditions");
            for (int i = 0; i < line.Conditions.Length; i++)
            {
                xml.WriteStartElement("condition");
                xml.Attribute("number", i);
                xml.Attribute("type", "jump");
                xml.Attribute("coverage", Share(CoveredLine.Outcomes(line.Conditions[i]), 2, withCounts: false));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Share(int reached, int all, bool withCounts) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * reached / all}%{(withCounts ? $" ({reached}/{all})" : "")}");

    private static void WriteRates(CoverageSum sum, XmlWriter xml)
    {
        xml.Attribute("line-rate", sum.Lines.Rate);
        xml.Attribute("branch-rate", sum.Conditions.Rate);
    }

    private static string NameOf(FileCoverage file) => TextFile.Slashes(Path.GetRelativePath(Directory.GetCurrentDirectory(), file.Path));
}
