using System.CommandLine;
using PolicyKit.Cli.Policies;
using PolicyKit.Diagnostics;
using PolicyKit.Linting;

namespace PolicyKit.Cli.Linting;

/// <summary>The syntax of <c>policykit lint</c>.</summary>
internal static class LintCommand
{
    private const string Off = "off";

    private const string Never = "never";

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "policy files, or folders of them (default: the current folder)", Arity = ArgumentArity.ZeroOrMore, HelpName = "PATH" };
        Option<string[]> policies = CommonOptions.List("--policy", "PATH", "further policy files and folders that they are compiled with; these are not looked at");
        Option<string[]> rules = CommonOptions.List("--rule", "ID=LEVEL", "how grave a kind of finding is: error, warning, info or off");
        Option<string> failOn = CommonOptions.Choice("--fail-on", "LEVEL", "from which level on the exit code is 1", "warning", "info", "error", Never);
        Option<string> output = CommonOptions.Choice("--output", "FORMAT", "how the result is written", "text", "json", "sarif");
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("lint", "Finds what compiles in policy files and is probably not meant.") { paths, policies, rules, failOn, output, noColour };
        Func<ParseResult, RegoOptions> rego = RegoOptions.AddTo(command);
        Func<ParseResult, ProjectFile> project = ProjectFile.AddTo(command, emits: false);
        CommonOptions.RefuseUnknown(paths, command);
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetValue(paths) ?? [];
            var settings = new LintSettings(
                named.Length == 0 ? ["."] : [.. named],
                [.. parsed.GetValue(policies) ?? []],
                rego(parsed),
                CommonOptions.Split(parsed.GetValue(rules)).Aggregate(LintOptions.Default, With),
                parsed.GetRequiredValue(failOn) is var word && word == Never ? null : Level(word),
                Enum.Parse<OutputFormat>(parsed.GetRequiredValue(output), ignoreCase: true),
                parsed.GetValue(noColour))
            { Project = project(parsed) };
            return LintRun.Run(settings, terminal);
        });
        return command;
    }

    private static LintOptions With(LintOptions options, string rule)
    {
        string[] parts = rule.Split('=');
        string[] known = [.. Linter.Rules.Select(r => r.Id)];
        if (parts is not [var id, var level] || (level != Off && Level(level) is null)) throw new UsageException($"`{rule}` is no ID=LEVEL; levels are error, warning, info and {Off}");
        // The compiler's own warnings have levels too.
        if (!known.Contains(id) && !id.StartsWith("PK4", StringComparison.Ordinal) && !id.StartsWith("PK5", StringComparison.Ordinal)) throw new UsageException($"there is no lint rule `{id}`{Spelling.DidYouMean(id, known)}");
        return options.With(id, level == Off ? null : Level(level));
    }

    private static DiagnosticSeverity? Level(string word) => word switch
    {
        "error" => DiagnosticSeverity.Error,
        "warning" => DiagnosticSeverity.Warning,
        "info" => DiagnosticSeverity.Info,
        _ => null,
    };
}
