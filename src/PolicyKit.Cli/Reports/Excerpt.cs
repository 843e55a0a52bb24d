using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>A source line with the part that is meant.</summary>
/// <param name="LineNumber">One-based.</param>
/// <param name="Text">The line, with secrets masked and tabs as one space; long lines are cut to a window.</param>
/// <param name="Column">Where the marked part starts in <paramref name="Text"/>, zero-based.</param>
/// <param name="Length">Length of the marked part, at least 1.</param>
internal sealed record Excerpt(int LineNumber, string Text, int Column, int Length)
{
    private const int Window = 160;
    private const int Before = 40;
    private const string Cut = "…";

    /// <summary>The line of a position, marked from there to the end of the entry that starts there.</summary>
    public static Excerpt At(string line, LinePosition position, SecretLines? secrets = null)
    {
        int start = Math.Min(position.Character, line.Length);
        string masked = (secrets?.Mask(line, position.Line, ref start) ?? line).Replace('\t', ' ');
        int end = Math.Max(start + 1, EntryEnd.Find(masked, Math.Min(start, masked.Length)));
        return Narrow(position.Line + 1, masked, start, end - start);
    }

    /// <summary>The line of a position, marked from there to a column.</summary>
    public static Excerpt Of(string line, LinePosition position, int end) =>
        Narrow(position.Line + 1, line.Replace('\t', ' '), position.Character, Math.Max(1, end - position.Character));

    /// <summary>Carets under the marked part.</summary>
    public string Carets => new string(' ', Column) + new string('^', Length);

    private static Excerpt Narrow(int number, string text, int start, int length)
    {
        if (text.Length <= Window) return new Excerpt(number, text, start, length);
        int from = Math.Clamp(start - Before, 0, text.Length);
        int to = Math.Min(text.Length, from + Window);
        string prefix = from > 0 ? Cut : "";
        int column = start - from + prefix.Length;
        return new Excerpt(number, prefix + text[from..to] + (to < text.Length ? Cut : ""), column, Math.Clamp(length, 1, Math.Max(1, to - start)));
    }
}
