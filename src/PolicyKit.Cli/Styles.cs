using Spectre.Console;

namespace PolicyKit.Cli;

/// <summary>The styles of text output.</summary>
internal static class Styles
{
    public static Style File { get; } = new(decoration: Decoration.Bold | Decoration.Underline);

    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    public static Style Faint { get; } = new(Color.Grey);

    public static Style Deny { get; } = new(Color.Red, decoration: Decoration.Bold);

    public static Style Warn { get; } = new(Color.Yellow, decoration: Decoration.Bold);

    public static Style Good { get; } = new(Color.Green, decoration: Decoration.Bold);

    public static Style Of(FindingLevel level) => level switch { FindingLevel.Deny => Deny, FindingLevel.Warn => Warn, _ => Strong };
}
