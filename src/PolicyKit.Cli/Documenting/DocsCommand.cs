using System.CommandLine;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Documenting;

/// <summary>The syntax of <c>policykit docs</c>.</summary>
internal static class DocsCommand
{
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "policy files and folders of them (default: the standard policies)", Arity = ArgumentArity.ZeroOrMore, HelpName = "PATH" };
        var folder = new Option<string>("--out", "-o") { Description = "the folder that the pages are written to", HelpName = "DIR", Required = true };
        var check = new Option<bool>("--check") { Description = "change nothing; exit with 1 when a page would change, or stands there for no policy" };
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("docs", "Writes a page in Markdown for each policy: what it asks for and why, its params, its fix, and examples from its tests.") { paths, folder, check, noColour };
        Func<ParseResult, ProjectFile> project = ProjectFile.AddTo(command, emits: false);
        CommonOptions.RefuseUnknown(paths, command);
        command.SetAction(parsed => DocsRun.Run(
            new DocsSettings([.. parsed.GetValue(paths) ?? []], parsed.GetRequiredValue(folder), parsed.GetValue(check), project(parsed), parsed.GetValue(noColour)), terminal));
        return command;
    }
}
