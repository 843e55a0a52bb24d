namespace PolicyKit.Builtins.Re2;

/// <summary>A pattern that RE2 refuses; the message is the one that OPA gives.</summary>
internal sealed class Re2SyntaxException : FormatException
{
    public Re2SyntaxException()
    {
    }

    public Re2SyntaxException(string message)
        : base(message)
    {
    }

    public Re2SyntaxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public static Re2SyntaxException Of(string problem, string text) =>
        new($"error parsing regexp: {problem}" + (text.Length == 0 ? "" : $": `{text}`"));
}
