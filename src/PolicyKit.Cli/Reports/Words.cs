namespace PolicyKit.Cli.Reports;

/// <summary>Enum members as the output writes them.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A name on one line, whatever it holds: what begins a line is ours.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>A text whose further lines are indented.</summary>
    public static string Indented(string text) => text.ReplaceLineEndings("\n  ");
}
