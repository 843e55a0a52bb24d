using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PolicyKit.Cli;

/// <summary>
/// Writes text, with styles where there is a console for them. Characters that would steer a terminal are shown as U+FFFD, because most of the text comes from the files that are judged; so is the first one of what the log of a
/// CI system takes for a command.
/// </summary>
/// <param name="writer">Where plain text goes.</param>
/// <param name="console">Where styled text goes; null where there are no styles.</param>
internal sealed class Painter(TextWriter writer, IAnsiConsole? console)
{
    // Of GitHub's actions, Azure Pipelines and TeamCity; GitHub's newer ones begin a line with two colons.
    private static readonly string[] s_commands = ["##[", "##vso[", "##teamcity["];

    private bool _isLineStart = true;

    public Painter Write(string text, Style? style = null)
    {
        string harmless = WithoutCommands(Harmless(text));
        if (console is null) writer.Write(harmless);
        else if (text.Length > 0) console.Write(new Spectre.Console.Text(harmless, style));
        return this;
    }

    public Painter Line(string text = "", Style? style = null)
    {
        Write(text, style);
        if (console is null) writer.WriteLine();
        else console.WriteLine();
        _isLineStart = true;
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

    /// <summary>The text as it is long, so that carets below it stand right.</summary>
    private string WithoutCommands(string text)
    {
        if (text.Contains("##", StringComparison.Ordinal)) foreach (string command in s_commands) text = text.Replace(command, Rune.ReplacementChar + command[1..], StringComparison.OrdinalIgnoreCase);
        StringBuilder? changed = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (_isLineStart && IsCommand(text.AsSpan(i))) (changed ??= new StringBuilder(text))[i] = (char)Rune.ReplacementChar.Value;
            _isLineStart = text[i] == '\n' || (_isLineStart && char.IsWhiteSpace(text[i]));
        }
        return changed?.ToString() ?? text;
    }

    /// <summary>Whether a line begins as <c>::error title=…::</c> does; an address such as <c>::1</c> does not.</summary>
    private static bool IsCommand(ReadOnlySpan<char> text) =>
        text is [':', ':', var first, ..] && char.IsAsciiLetter(first) && text[2..].IndexOf("::") is > 0 and var end && !text[..end].Contains('\n');

    private static bool IsHarmful(char c) => c is not ('\n' or '\t') && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
