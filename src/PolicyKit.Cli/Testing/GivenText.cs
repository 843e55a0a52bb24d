using PolicyKit.Text;

namespace PolicyKit.Cli.Testing;

/// <summary>YAML inside a policy file, dedented, and the way back from its positions to the file's.</summary>
/// <param name="Text">The YAML; as many lines as the literal has.</param>
/// <param name="Indent">Characters taken from the start of every line but the first.</param>
/// <param name="Start">Where the literal's text starts in the file.</param>
internal sealed record GivenText(string Text, int Indent, LinePosition Start)
{
    /// <summary>Takes the indentation that all lines share from the text of a literal that starts, with its quote, at a location.</summary>
    public static GivenText Dedent(GivenDocument given)
    {
        string[] lines = given.Text.Split('\n');
        int indent = lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)).Select(IndentOf).DefaultIfEmpty(0).Min();
        string text = string.Join('\n', lines.Select((line, index) => index == 0 ? line : line.Length >= indent ? line[indent..] : ""));
        LinePosition quote = given.Location.Start;
        return new GivenText(text, indent, new LinePosition(quote.Line, quote.Character + 1));
    }

    /// <summary>The place in the policy file of a place in <see cref="Text"/>.</summary>
    public LinePosition ToFile(LinePosition position) => position.Line == 0
        ? new LinePosition(Start.Line, Start.Character + position.Character)
        : new LinePosition(Start.Line + position.Line, Indent + position.Character);

    private static int IndentOf(string line) => line.Length - line.AsSpan().TrimStart(' ').Length;
}
