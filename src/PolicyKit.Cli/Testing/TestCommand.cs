using System.CommandLine;
using System.Globalization;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Testing;

/// <summary>The syntax of <c>policykit test</c>.</summary>
internal static class TestCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellationToken)
    {
        var paths = new Argument<string[]>("path") { Description = "policy files, or folders of them (default: the current folder)", Arity = ArgumentArity.ZeroOrMore, HelpName = "PATH" };
        Option<string[]> policies = CommonOptions.List("--policy", "PATH", "further policy files and folders that the tested ones need; their tests are not run");
        Option<string[]> data = CommonOptions.List("--data", "PATH", "modules and data (JSON, YAML) that the tested ones need, as for eval; their tests are not run");
        data.Aliases.Add("-d");
        var filter = new Option<string?>("--filter") { Description = "only tests whose name, file or policy contains this text", HelpName = "TEXT" };
        Option<string> output = CommonOptions.Choice("--output", "FORMAT", "how the result is written", "text", "json", "junit", "cobertura");
        var watch = new Option<bool>("--watch") { Description = "go on, and run the tests again whenever a file changes" };
        var coverage = new Option<bool>("--coverage") { Description = "tell what of the policies the tests do not reach" };
        Option<double?> threshold = Threshold();
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("test", "Runs the tests in policy files.") { paths, policies, data, filter, watch, coverage, threshold, output, noColour };
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
            {
                Project = project(parsed),
                Data = [.. parsed.GetValue(data) ?? []],
                Coverage = parsed.GetValue(coverage),
                Threshold = parsed.GetValue(threshold),
            };
            return parsed.GetValue(watch) ? TestWatch.Run(settings, terminal, cancellationToken) : TestRun.Run(settings, terminal, cancellationToken);
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(watch) && result.GetValue(output) is not (null or "text")) result.AddError("--watch is for --output text");
        });
        return command;
    }

    private static Option<double?> Threshold()
    {
        var option = new Option<double?>("--coverage-threshold")
        {
            Description = "fail when less of the lines is reached",
            HelpName = "PERCENT",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value.TrimEnd('%');
                if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent <= 100) return percent;
                result.AddError($"`{text}` is no percentage from 0 to 100");
                return null;
            },
        };
        return option;
    }
}
