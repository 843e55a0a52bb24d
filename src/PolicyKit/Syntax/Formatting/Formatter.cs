namespace PolicyKit.Syntax.Formatting;

/// <summary>
/// Writes a parsed file in the house style: indentation, spaces and blank lines are the formatter's, where lines break is mostly the author's. It changes nothing else, but for
/// semicolons that a line break makes needless and the order of imports. What it wrote it would write again. docs/cli.md describes the style.
/// </summary>
public static class Formatter
{
    /// <summary>The columns that a body written on one line may reach and stay there.</summary>
    internal const int MaxColumns = 120;

    /// <summary>The columns that a level of indentation takes.</summary>
    internal const int LevelColumns = 4;

    /// <summary>The text of a file in the house style; line breaks are as the first of the file is.</summary>
    /// <exception cref="InvalidOperationException">The tree has errors: what is broken has no layout.</exception>
    /// <exception cref="FormattingException">What would be written does not say the same.</exception>
    public static string Format(SyntaxTree tree)
    {
        if (!tree.Diagnostics.IsEmpty) throw new InvalidOperationException("a file with errors cannot be formatted");
        string text = LargeStack.RunWhenNeeded(() => Print(tree));
        if (!SameContent.Holds(tree, SyntaxTree.Parse(Text.SourceText.From(text, tree.Text.Path), tree.Options))) throw new FormattingException();
        return text;
    }

    private static string Print(SyntaxTree tree)
    {
        TokenTable tokens = TokenTable.Read(tree.Root);
        // As `opa fmt` indents, so that both may be run; only we read the other files.
        string indentation = tree.Options.AllowPolicies ? new string(' ', LevelColumns) : "\t";
        var writer = new LineWriter(indentation, NewLineOf(tree.Text.ToString()));
        return new Layout(tokens, writer).Print(tree.Root);
    }

    private static string NewLineOf(string text) => text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var at && text[at - 1] == '\r' ? "\r\n" : "\n";
}
