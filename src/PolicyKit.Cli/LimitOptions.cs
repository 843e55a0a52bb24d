using System.Collections.Frozen;
using System.CommandLine;
using System.Globalization;

namespace PolicyKit.Cli;

/// <summary>The options that limit what one evaluation may cost.</summary>
internal static class LimitOptions
{
    private const string MaxSteps = "--max-steps";
    private const string Timeout = "--timeout";

    /// <summary>Units of durations, in milliseconds; longer words before those that end them.</summary>
    private static readonly (string Unit, double Milliseconds)[] s_units = [("ms", 1), ("s", 1_000), ("m", 60_000)];

    private static readonly FrozenDictionary<string, string> s_options =
        new Dictionary<string, string> { [nameof(EvaluationLimits.MaxSteps)] = MaxSteps, [nameof(EvaluationLimits.Timeout)] = Timeout }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Which option allows more than a member of <see cref="EvaluationLimits"/>; null when none does.</summary>
    public static string? HelpOn(string? limit) => limit is not null && s_options.TryGetValue(limit, out string? option) ? $"{option} sets the limit" : null;

    /// <summary>Adds the options to a command; the result reads them.</summary>
    /// <param name="command">The command.</param>
    /// <param name="what">What is evaluated by itself, such as <c>an object</c>.</param>
    public static Func<ParseResult, EvaluationLimits> AddTo(Command command, string what)
    {
        var steps = new Option<long>(MaxSteps)
        {
            Description = $"steps that the evaluation of {what} may take",
            HelpName = "COUNT",
            DefaultValueFactory = _ => EvaluationLimits.Default.MaxSteps,
        };
        steps.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && long.TryParse(result.Tokens[^1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long count) && count < 0) result.AddError($"{MaxSteps} must not be negative");
        });
        var timeout = new Option<string?>(Timeout) { Description = $"time that the evaluation of {what} may take, such as 500ms, 10s or 1m (default: no limit)", HelpName = "DURATION" };
        timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Parse(result.Tokens[^1].Value) is null) result.AddError($"`{result.Tokens[^1].Value}` is no duration such as 500ms, 10s or 1m");
        });
        command.Add(steps);
        command.Add(timeout);
        return parsed => new EvaluationLimits { MaxSteps = parsed.GetValue(steps), Timeout = parsed.GetValue(timeout) is { } text ? Parse(text) : null };
    }

    private static TimeSpan? Parse(string text)
    {
        foreach ((string unit, double milliseconds) in s_units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal) || !double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)) continue;
            double total = count * milliseconds;
            return total <= int.MaxValue ? TimeSpan.FromMilliseconds(total) : null;
        }
        return null;
    }
}
