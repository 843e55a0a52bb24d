using PolicyKit.Text;

namespace PolicyKit;

/// <summary>A document that cannot be read: what is wrong and where.</summary>
public sealed class DocumentException : FormatException
{
    /// <summary>An error without a place.</summary>
    public DocumentException()
        : this("the document cannot be read")
    {
    }

    /// <summary>An error without a place.</summary>
    public DocumentException(string message)
        : base(message) => Reason = message;

    /// <summary>An error without a place and with a cause.</summary>
    public DocumentException(string message, Exception innerException)
        : base(message, innerException) => Reason = message;

    /// <summary>An error at a place; <paramref name="offset"/> is in bytes from the start of the text, or -1 when it is not known.</summary>
    public DocumentException(string reason, LinePosition position, long offset = -1)
        : base($"{reason} (line {position.Line + 1}, column {position.Character + 1})")
    {
        Reason = reason;
        Position = position;
        Offset = offset;
    }

    /// <summary>What is wrong, in one sentence without the place.</summary>
    public string Reason { get; }

    /// <summary>The place.</summary>
    public LinePosition Position { get; }

    /// <summary>The place in bytes from the start of the text, after a byte order mark; -1 when it is not known.</summary>
    public long Offset { get; } = -1;

    /// <summary>Line, one-based.</summary>
    public int Line => Position.Line + 1;

    /// <summary>Column in UTF-16 units, one-based.</summary>
    public int Column => Position.Character + 1;
}
