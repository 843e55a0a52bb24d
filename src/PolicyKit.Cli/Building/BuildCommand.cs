using System.CommandLine;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Building;

/// <summary>The syntax of <c>policykit build</c>.</summary>
internal static class BuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "policy files, or folders of them", Arity = ArgumentArity.OneOrMore, HelpName = "PATH" };
        var output = new Option<string>("--output", "-o") { Description = $"the file to write, such as team{PackFiles.Extension}", HelpName = "FILE", Required = true };
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("build", "Compiles policies into one file that check, eval and test load without parsing.") { paths, output, noColour };
        Func<ParseResult, RegoOptions> rego = RegoOptions.AddTo(command);
        Func<ParseResult, ProjectFile> project = ProjectFile.AddTo(command);
        CommonOptions.RefuseUnknown(paths, command);
        command.SetAction(parsed =>
        {
            var settings = new BuildSettings([.. parsed.GetValue(paths) ?? []], rego(parsed), parsed.GetRequiredValue(output), parsed.GetValue(noColour)) { Project = project(parsed) };
            return BuildRun.Run(settings, terminal);
        });
        return command;
    }
}
