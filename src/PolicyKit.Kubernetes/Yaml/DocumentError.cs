using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Why a document cannot be read: where, one sentence, and what to do about it.</summary>
/// <param name="Position">Line and character in the text the document came from.</param>
/// <param name="Message">One sentence: lower case, no final period.</param>
/// <param name="Help">What to do, or null when the message says it all.</param>
public sealed record DocumentError(LinePosition Position, string Message, string? Help = null)
{
    /// <summary>Whether the text is not of the form that was tried, as against well formed and refused.</summary>
    internal bool IsSyntax { get; init; }
}

/// <summary>Ends the reading of one document; <see cref="DocumentReader"/> turns it into a value.</summary>
internal sealed class DocumentErrorException(DocumentError error) : Exception(error.Message)
{
    public DocumentErrorException(LinePosition position, string message, string? help = null)
        : this(new DocumentError(position, message, help))
    {
    }

    public DocumentError Error => error;
}
