using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Policies;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;
using PolicyKit.Syntax.Formatting;
using PolicyKit.Text;

namespace PolicyKit.Cli.Formatting;

/// <summary>What became of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Before">Its text; null when it cannot be read.</param>
/// <param name="After">Its text in the house style; null when there is none.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
/// <param name="Problem">Why it cannot be read, formatted or written; null when it can.</param>
internal sealed record FormattedFile(string Path, string? Before, string? After, ImmutableArray<Diagnostic> Diagnostics, string? Problem = null)
{
    public bool IsChanged => After is not null && After != Before;

    public bool IsFailed => After is null || Problem is not null;

    /// <summary>Formats a file; writes it when it changes and that is asked for.</summary>
    public static FormattedFile Of(string path, RegoOptions rego, bool isWritten)
    {
        try
        {
            FormattedFile file = Of(TextFile.Read(path), rego);
            if (isWritten && file.IsChanged) AtomicFile.Replace(path, file.After!);
            return file;
        }
        catch (UsageException exception)
        {
            return new FormattedFile(path, null, null, [], exception.Message);
        }
    }

    /// <summary>Formats a text.</summary>
    public static FormattedFile Of(SourceText text, RegoOptions rego)
    {
        SyntaxTree tree = SyntaxTree.Parse(text, rego.For(text.Path));
        string before = text.ToString();
        if (!tree.Diagnostics.IsEmpty) return new FormattedFile(text.Path, before, null, tree.Diagnostics);
        try
        {
            return new FormattedFile(text.Path, before, Formatter.Format(tree), []);
        }
        catch (FormattingException exception)
        {
            return new FormattedFile(text.Path, before, null, [], $"`{text.Path}`: {exception.Message}");
        }
    }
}
