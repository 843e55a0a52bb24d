namespace PolicyKit.Cli;

/// <summary>Ends a command with <see cref="ExitCode.BadInput"/>; the message is one sentence for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
