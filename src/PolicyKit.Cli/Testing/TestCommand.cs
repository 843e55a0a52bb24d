using System.CommandLine;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Testing;

/// <summary>The syntax of <c>policykit test</c>.</summary>
internal static class TestCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellationToken)
    {
        var paths = new Argument<string[]>("path") { Description = "policy files, or folders of them (default: the current folder)", Arity = ArgumentArity.ZeroOrMore, HelpName = "PATH" };
        Option<string[]> policies = CommonOptions.List("--policy", "PATH", "further policy files and folders that the tested ones need; their tests are not run");
        var filter = new Option<string?>("--filter") { Description = "only tests whose name, file or policy contains this text", HelpName = "TEXT" };
        Option<string> output = CommonOptions.Choice("--output", "FORMAT", "how the result is written", "text", "json");
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("test", "Runs the tests in policy files.") { paths, policies, filter, output, noColour };
        Func<ParseResult, RegoOptions> rego = RegoOptions.AddTo(command);
        Func<ParseResult, ProjectFile> project = ProjectFile.AddTo(command);
        Func<ParseResult, EvaluationLimits> limits = LimitOptions.AddTo(command, "a test");
        CommonOptions.RefuseUnknown(paths, command);
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetValue(paths) ?? [];
            var settings = new TestSettings(
                named.Length == 0 ? ["."] : [.. named],
                [.. parsed.GetValue(policies) ?? []],
                rego(parsed),
                parsed.GetValue(filter),
                Enum.Parse<OutputFormat>(parsed.GetRequiredValue(output), ignoreCase: true),
                limits(parsed),
                parsed.GetValue(noColour))
            { Project = project(parsed) };
            return TestRun.Run(settings, terminal, cancellationToken);
        });
        return command;
    }
}
