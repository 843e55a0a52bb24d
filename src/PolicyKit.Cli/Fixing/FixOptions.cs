using System.CommandLine;

namespace PolicyKit.Cli.Fixing;

/// <summary>What is to be done with fixes.</summary>
/// <param name="IsAsked">Whether fixes are applied, or shown as a difference.</param>
/// <param name="IncludesUnsafe">Whether those that can stop a working program are among them.</param>
/// <param name="IsDiff">Whether what would change is only shown.</param>
internal sealed record FixOptions(bool IsAsked, bool IncludesUnsafe, bool IsDiff)
{
    /// <summary>Adds the options to a command; gives what reads them.</summary>
    public static Func<ParseResult, FixOptions> AddTo(Command command)
    {
        var fix = new Option<bool>("--fix") { Description = "apply the fixes that policies propose to the files; of standard input, write the fixed text to standard output and the report to standard error" };
        var isUnsafe = new Option<bool>("--unsafe-fixes") { Description = "with --fix or --diff, also those that can stop a working program" };
        var diff = new Option<bool>("--diff") { Description = "change nothing, and show what --fix would change" };
        command.Add(fix);
        command.Add(isUnsafe);
        command.Add(diff);
        return parsed =>
        {
            var options = new FixOptions(parsed.GetValue(fix) || parsed.GetValue(diff), parsed.GetValue(isUnsafe), parsed.GetValue(diff));
            return options.IncludesUnsafe && !options.IsAsked ? throw new UsageException("--unsafe-fixes says which fixes --fix or --diff are about; add one of them") : options;
        };
    }
}
