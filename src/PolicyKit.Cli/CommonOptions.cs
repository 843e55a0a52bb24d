using System.Collections.Immutable;
using System.CommandLine;
using PolicyKit.Diagnostics;

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
        Option<string> option = Word(name, helpName, description, words);
        option.DefaultValueFactory = _ => words[0];
        return option;
    }

    /// <summary>An option with one of some words, and no default.</summary>
    public static Option<string> Word(string name, string helpName, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = $"{description}: {string.Join(", ", words)}", HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: var word }] && !words.Contains(word)) result.AddError($"`{word}` is no choice of {name}{Spelling.DidYouMean(word, words)} ({string.Join(", ", words)})");
        });
        return option;
    }

    /// <summary><c>--no-color</c>.</summary>
    public static Option<bool> NoColour() => new("--no-color") { Description = "no colour (as the environment variable NO_COLOR)" };

    /// <summary>Adds <c>--strict</c> to a command; the result reads it.</summary>
    public static Func<ParseResult, CompilationOptions> Strict(Command command)
    {
        var option = new Option<bool>("--strict") { Description = "warnings about policies, such as those of types, are errors", Arity = ArgumentArity.Zero };
        command.Add(option);
        return parsed => new CompilationOptions { Strict = parsed.GetValue(option) };
    }

    /// <summary>Values that may also be joined by commas.</summary>
    public static ImmutableArray<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Refuses a path that looks like an option: it is one that was misspelt. A file of such a name is written <c>./-name</c>.</summary>
    public static void RefuseUnknown(Argument<string[]> paths, Command command) => paths.Validators.Add(result =>
    {
        string[] known = [.. command.Options.SelectMany(option => option.Aliases.Append(option.Name))];
        foreach (string path in result.Tokens.Select(token => token.Value).Where(path => path is ['-', _, ..]))
        {
            string name = path.Split('=')[0];
            result.AddError($"there is no option `{name}`{Spelling.DidYouMean(name, known)} (a file of this name is written `./{path}`)");
        }
    });
}
