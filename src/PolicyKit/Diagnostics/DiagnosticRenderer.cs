using System.Globalization;
using System.Text;
using PolicyKit.Text;

namespace PolicyKit.Diagnostics;

/// <summary>Renders a diagnostic with the source line and carets under the span.</summary>
public static class DiagnosticRenderer
{
    /// <summary>The diagnostic's line, then the source line with its number, then carets; no trailing line break.</summary>
    public static string Render(Diagnostic diagnostic)
    {
        var text = new StringBuilder(diagnostic.ToString());
        if (diagnostic.Location.Source is { } source)
        {
            text.Append('\n').Append(RenderExcerpt(source, diagnostic.Location.Span));
        }
        return text.ToString();
    }

    /// <summary>The line in which a span starts, with its number, and carets under the part of the span on that line.</summary>
    public static string RenderExcerpt(SourceText source, TextSpan span)
    {
        LinePosition start = source.GetLinePosition(span.Start);
        string line = source.GetLine(start.Line);
        int column = Math.Min(start.Character, line.Length);
        int length = Math.Clamp(span.Length, 1, Math.Max(1, line.Length - column));
        string number = (start.Line + 1).ToString(CultureInfo.InvariantCulture);
        string pad = string.Concat(line[..column].Select(c => c == '\t' ? '\t' : ' '));
        return $" {number} | {line}\n {new string(' ', number.Length)} | {pad}{new string('^', length)}";
    }
}
