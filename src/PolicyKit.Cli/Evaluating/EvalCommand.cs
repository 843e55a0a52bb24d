using System.CommandLine;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Evaluating;

/// <summary>The syntax of <c>policykit eval</c>.</summary>
internal static class EvalCommand
{
    private const string Explain = "--explain";

    public static Command Create(Terminal terminal, CancellationToken cancellationToken)
    {
        var query = new Argument<string>("query") { Description = "a Rego query, such as 'data.app.deny' or 'x := input.user; data.roles[x]'", HelpName = "QUERY" };
        Option<string[]> data = CommonOptions.List("--data", "PATH", ".rego and .policy modules, JSON and YAML data, or folders of them; PREFIX:PATH puts data below data.PREFIX");
        data.Aliases.Add("-d");
        var input = new Option<string?>("--input", "-i") { Description = "the JSON or YAML file that is `input`; - for standard input", HelpName = "FILE" };
        var package = new Option<string>("--package") { Description = "the package whose rules the query sees by name", HelpName = "PACKAGE", DefaultValueFactory = _ => "" };
        Option<string[]> imports = CommonOptions.List("--import", "PATH", "what the query imports, such as data.roles or 'input.user as u'");
        Option<string> output = CommonOptions.Choice("--output", "FORMAT", "how the answer is written", [.. Enum.GetNames<AnswerFormat>().Select(n => n.ToLowerInvariant())]);
        output.Aliases.Add("--format");
        output.Aliases.Add("-f");
        Option<string> explain = CommonOptions.Choice(
            Explain, "DETAIL", "tell on standard error which rules and clauses were tried and which expressions failed, with values; alone it means fails", [.. Enum.GetNames<ExplainDetail>().Select(n => n.ToLowerInvariant())]);
        Option<bool> version = RegoOptions.Version0(".rego modules and the query");
        var strict = new Option<bool>("--strict-builtin-errors") { Description = "a builtin that fails is an error; without it, it is undefined (in .policy files it always is an error)" };
        var fail = new Option<bool>("--fail") { Description = "exit 1 if the query is undefined" };
        var failDefined = new Option<bool>("--fail-defined") { Description = "exit 1 if the query is defined" };
        var printPlaces = new Option<bool>("--print-locations") { Description = "start each line of print(…) with the place of its call" };
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("eval", "Evaluates a query over policies, data and an input.")
        {
            query, data, input, package, imports, output, explain, version, strict, fail, failDefined, printPlaces, noColour,
        };
        Func<ParseResult, EvaluationLimits> limits = LimitOptions.AddTo(command, "the query");
        command.SetAction(parsed =>
        {
            var settings = new EvalSettings(
                parsed.GetRequiredValue(query),
                [.. parsed.GetValue(data) ?? []],
                new RegoOptions(RegoOptions.VersionOf(parsed.GetValue(version))),
                parsed.GetValue(input),
                new QueryOptions
                {
                    Package = parsed.GetRequiredValue(package),
                    Imports = [.. parsed.GetValue(imports) ?? []],
                    Version = RegoOptions.VersionOf(parsed.GetValue(version)),
                    StrictBuiltinErrors = parsed.GetValue(strict),
                },
                Enum.Parse<AnswerFormat>(parsed.GetRequiredValue(output), ignoreCase: true),
                Enum.Parse<ExplainDetail>(parsed.GetRequiredValue(explain), ignoreCase: true),
                parsed.GetValue(failDefined) ? FailWhen.Defined : parsed.GetValue(fail) ? FailWhen.Undefined : FailWhen.Never,
                parsed.GetValue(printPlaces),
                limits(parsed),
                parsed.GetValue(noColour));
            return EvalRun.Run(settings, terminal, cancellationToken);
        });
        return command;
    }

    /// <summary><c>--explain</c> alone has a detail too: what follows it is not its detail but the query.</summary>
    public static string Complete(string argument) => argument == Explain ? $"{Explain}={nameof(ExplainDetail.Fails).ToLowerInvariant()}" : argument;
}
