using System.Globalization;
using System.Text;
using PolicyKit.Text;

namespace PolicyKit.Diagnostics;

/// <summary>Renders a diagnostic with the source line and carets under the span.</summary>
public static class DiagnosticRenderer
{
    private const int Window = 200;
    private const int Before = 60;
    private const string Cut = "…";

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

    /// <summary>The line in which a span starts, with its number, and carets under the part of the span on that line; a long line is cut to a window.</summary>
    public static string RenderExcerpt(SourceText source, TextSpan span)
    {
        LinePosition start = source.GetLinePosition(span.Start);
        string line = source.GetLine(start.Line);
        int column = Math.Min(start.Character, line.Length);
        int from = line.Length > Window ? Math.Max(0, column - Before) : 0;
        int to = Math.Min(line.Length, from + Window);
        int length = Math.Clamp(span.Length, 1, Math.Max(1, to - column));
        string number = (start.Line + 1).ToString(CultureInfo.InvariantCulture);
        // A tab is shown as a space, so that the carets stand right whatever the terminal makes of tabs.
        string shown = (from > 0 ? Cut : "") + line[from..to].Replace('\t', ' ') + (to < line.Length ? Cut : "");
        string pad = new(' ', column - from + (from > 0 ? Cut.Length : 0));
        return $" {number} | {shown}\n {new string(' ', number.Length)} | {pad}{new string('^', length)}";
    }
}
