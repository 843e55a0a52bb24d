using System.Globalization;
using System.Text;
using System.Xml;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes one XML document to a text writer.</summary>
internal static class XmlReport
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };

    public static void Write(TextWriter output, Action<XmlWriter> write)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using (var xml = XmlWriter.Create(output, Settings)) write(xml);
        output.Write('\n');
    }

    /// <summary>Writes an attribute; characters that XML cannot hold are U+FFFD.</summary>
    public static void Attribute(this XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Legal(value));

    public static void Attribute(this XmlWriter xml, string name, long value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Attribute(this XmlWriter xml, string name, double value) => xml.WriteAttributeString(name, value.ToString("0.####", CultureInfo.InvariantCulture));

    /// <summary>Seconds.</summary>
    public static void Attribute(this XmlWriter xml, string name, TimeSpan value) => xml.WriteAttributeString(name, value.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));

    public static void Text(this XmlWriter xml, string text) => xml.WriteString(Legal(text));

    private static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) legal.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        return legal.ToString();
    }
}
