using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PolicyKit.Cli;

/// <summary>Writes text, with styles where there is a console for them. Characters that would steer a terminal are shown as U+FFFD, because most of the text comes from the files that are judged.</summary>
/// <param name="writer">Where plain text goes.</param>
/// <param name="console">Where styled text goes; null where there are no styles.</param>
internal sealed class Painter(TextWriter writer, IAnsiConsole? console)
{
    public Painter Write(string text, Style? style = null)
    {
        if (console is null) writer.Write(Harmless(text));
        else if (text.Length > 0) console.Write(new Spectre.Console.Text(Harmless(text), style));
        return this;
    }

    public Painter Line(string text = "", Style? style = null)
    {
        Write(text, style);
        if (console is null) writer.WriteLine();
        else console.WriteLine();
        return this;
    }

    /// <summary>A text without what would steer a terminal.</summary>
    public static string Harmless(string text)
    {
        if (!text.Any(IsHarmful)) return text;
        var harmless = new StringBuilder(text.Length);
        foreach (char c in text) harmless.Append(IsHarmful(c) ? '\uFFFD' : c);
        return harmless.ToString();
    }

    private static bool IsHarmful(char c) => c is not ('\n' or '\t') && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
