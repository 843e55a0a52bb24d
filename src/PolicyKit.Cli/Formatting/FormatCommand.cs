using System.CommandLine;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Formatting;

/// <summary>The syntax of <c>policykit fmt</c>.</summary>
internal static class FormatCommand
{
    private const string DefaultName = "stdin.policy";

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "policy files, folders of them, or - for standard input (default: the current folder)", Arity = ArgumentArity.ZeroOrMore, HelpName = "PATH" };
        var check = new Option<bool>("--check") { Description = "change nothing; exit with 1 when a file would change" };
        var diff = new Option<bool>("--diff") { Description = "as --check, and show what would change" };
        var name = new Option<string>("--stdin-name") { Description = "the name of standard input, which tells .rego from .policy", HelpName = "FILE", DefaultValueFactory = _ => DefaultName };
        Option<bool> version = RegoOptions.Version0();
        Option<string> output = CommonOptions.Choice("--output", "FORMAT", "how the result is written", "text", "json");
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("fmt", "Formats policy files in place.") { paths, check, diff, name, version, output, noColour };
        CommonOptions.RefuseUnknown(paths, command);
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetValue(paths) ?? [];
            var settings = new FormatSettings(
                named.Length == 0 ? ["."] : [.. named],
                new RegoOptions(RegoOptions.VersionOf(parsed.GetValue(version))),
                parsed.GetRequiredValue(name),
                parsed.GetValue(check),
                parsed.GetValue(diff),
                Enum.Parse<OutputFormat>(parsed.GetRequiredValue(output), ignoreCase: true),
                parsed.GetValue(noColour));
            return FormatRun.Run(settings, terminal);
        });
        return command;
    }
}
