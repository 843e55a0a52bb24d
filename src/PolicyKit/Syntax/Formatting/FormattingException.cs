namespace PolicyKit.Syntax.Formatting;

/// <summary>A file whose formatted text would not say the same: a mistake of the formatter, which then gives no text.</summary>
public sealed class FormattingException() : Exception("it cannot be formatted without changing what it says");
