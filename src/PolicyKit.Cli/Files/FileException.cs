using PolicyKit.Text;

namespace PolicyKit.Cli.Files;

/// <summary>A file of data or input that cannot be used: where and why.</summary>
/// <param name="message">One sentence.</param>
/// <param name="text">The file's text.</param>
/// <param name="position">The place in it.</param>
/// <param name="help">What to do, or null.</param>
internal sealed class FileException(string message, SourceText text, LinePosition position, string? help = null) : Exception(message)
{
    public SourceText Text => text;

    public LinePosition Position => position;

    public string? Help => help;
}
