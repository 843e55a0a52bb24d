using System.Collections.Immutable;
using System.CommandLine;

namespace PolicyKit.Cli;

/// <summary>Options that several commands have, and shapes that several options have.</summary>
internal static class CommonOptions
{
    /// <summary>An option that may be repeated.</summary>
    public static Option<string[]> List(string name, string helpName, string description) =>
        new(name) { Description = description + "; may be repeated", HelpName = helpName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    /// <summary>An option with one of some words; the first is the default.</summary>
    public static Option<string> Choice(string name, string helpName, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = $"{description}: {string.Join(", ", words)}", HelpName = helpName, DefaultValueFactory = _ => words[0] };
        option.Validators.Add(result =>
        {
            string word = result.Tokens.Count > 0 ? result.Tokens[^1].Value : words[0];
            if (!words.Contains(word)) result.AddError($"`{word}` is no choice of {name}{Spelling.DidYouMean(word, words)} ({string.Join(", ", words)})");
        });
        return option;
    }

    /// <summary><c>--no-color</c>.</summary>
    public static Option<bool> NoColour() => new("--no-color") { Description = "no colour (as the environment variable NO_COLOR)" };

    /// <summary>Values that may also be joined by commas.</summary>
    public static ImmutableArray<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
