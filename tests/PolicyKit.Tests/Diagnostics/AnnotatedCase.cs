using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Tests.Diagnostics;

/// <summary>
/// A text with its diagnostics between its lines: carets below what a diagnostic spans, then its id and message. <c>|</c> stands for an empty span; of a span of several lines the carets mark the first, and
/// <c>to 4:2</c> says where it ends.
/// </summary>
internal static class AnnotatedCase
{
    private static readonly Regex Mark = new(@"^ *(\^+|\|)( to \d+:\d+)? PK\d{4} ", RegexOptions.NonBacktracking);

    /// <summary>The text without its marks.</summary>
    public static string Strip(string annotated) => string.Join('\n', annotated.Split('\n').Where(line => !Mark.IsMatch(line)));

    /// <summary>A text with the marks of diagnostics.</summary>
    public static string Annotate(string text, IEnumerable<Diagnostic> diagnostics)
    {
        ILookup<int, Diagnostic> byLine = diagnostics.ToLookup(d => d.Location.Start.Line);
        var annotated = new List<string>();
        foreach ((string line, int number) in text.Split('\n').Select((line, index) => (line, index)))
        {
            annotated.Add(line);
            annotated.AddRange(byLine[number].Select(d => MarkOf(d, line)));
        }
        return string.Join('\n', annotated);
    }

    private static string MarkOf(Diagnostic diagnostic, string line)
    {
        (LinePosition start, LinePosition end) = (diagnostic.Location.Start, diagnostic.Location.End);
        bool isOnOneLine = start.Line == end.Line;
        int length = (isOnOneLine ? end.Character : line.Length) - start.Character;
        var mark = new StringBuilder(new string(' ', start.Character));
        mark.Append(length == 0 ? "|" : new string('^', length));
        if (!isOnOneLine) mark.Append(CultureInfo.InvariantCulture, $" to {end}");
        return mark.Append(CultureInfo.InvariantCulture, $" {diagnostic.Id} {diagnostic.Message}").ToString();
    }
}
