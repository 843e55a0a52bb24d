using System.CommandLine;
using System.CommandLine.Invocation;
using PolicyKit.Cli.Building;
using PolicyKit.Cli.Checking;
using PolicyKit.Cli.Documenting;
using PolicyKit.Cli.Evaluating;
using PolicyKit.Cli.Formatting;
using PolicyKit.Cli.Linting;
using PolicyKit.Cli.Testing;

namespace PolicyKit.Cli;

/// <summary>The command line: <c>policykit build</c>, <c>check</c>, <c>docs</c>, <c>eval</c>, <c>fmt</c>, <c>lint</c> and <c>test</c>.</summary>
internal static class CommandTree
{
    /// <summary>Runs one command line and gives the exit code; see <see cref="ExitCode"/>.</summary>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Judges Kubernetes manifests by policies. Exit codes: 0 clean, 1 findings or a failing test, 2 bad input, bad policy or bad command line.")
        {
            BuildCommand.Create(terminal),
            CheckCommand.Create(terminal, cancellationToken),
            DocsCommand.Create(terminal),
            EvalCommand.Create(terminal, cancellationToken),
            FormatCommand.Create(terminal),
            LintCommand.Create(terminal),
            TestCommand.Create(terminal, cancellationToken),
        };
        ParseResult parsed = root.Parse([.. arguments.Select(EvalCommand.Complete)]);
        // Of a mistake the message is what helps, not all that there is; who names no command is told all.
        if (parsed.Action is ParseErrorAction mistake) mistake.ShowHelp = parsed.CommandResult.Command is RootCommand;
        var streams = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            int exitCode = parsed.Invoke(streams);
            if (parsed.Action is not ParseErrorAction error) return exitCode;
            if (!error.ShowHelp) terminal.Error.WriteLine($"`policykit {parsed.CommandResult.Command.Name} --help` tells what there is");
            return ExitCode.BadInput;
        }
        catch (UsageException exception)
        {
            terminal.PaintError(noColour: false).Write("error", Styles.Deny).Line($": {exception.Message}");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        finally
        {
            terminal.Output.Flush();
            terminal.Error.Flush();
        }
    }
}
