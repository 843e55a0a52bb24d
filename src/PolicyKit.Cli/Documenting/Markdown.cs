namespace PolicyKit.Cli.Documenting;

/// <summary>Text in Markdown.</summary>
internal static class Markdown
{
    /// <summary>Text in a cell of a table.</summary>
    public static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Code in a line of text.</summary>
    public static string Code(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Contains('`', StringComparison.Ordinal) ? $"`` {line} ``" : $"`{line}`";
    }

    /// <summary>A block of code.</summary>
    public static string Block(string language, string text) => $"```{language}\n{text.Trim('\n')}\n```\n";
}
