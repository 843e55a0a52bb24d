using System.CommandLine;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Policies;

/// <summary>How <c>.rego</c> files are read.</summary>
/// <param name="Version">Which Rego they are.</param>
/// <param name="Input">What their <c>input</c> is; null: what the paths that they read tell.</param>
internal sealed record RegoOptions(LanguageVersion Version = LanguageVersion.RegoV1, InputShape? Input = null)
{
    private static readonly string[] Shapes = ["auto", .. Enum.GetNames<InputShape>().Select(name => name.ToLowerInvariant())];

    /// <summary>How a file is parsed: what holds policies is Rego v1 whatever was asked.</summary>
    public ParseOptions For(string file)
    {
        ParseOptions options = ParseOptions.ForPath(file);
        return options.AllowPolicies ? options : options with { Version = Version, InputShape = Input };
    }

    /// <summary><c>--v0</c>.</summary>
    public static Option<bool> Version0(string subject = ".rego files") => new("--v0")
    {
        Description = $"{subject} are Rego v0",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>What <c>--v0</c> says.</summary>
    public static LanguageVersion VersionOf(bool isVersion0) => isVersion0 ? LanguageVersion.RegoV0 : LanguageVersion.RegoV1;

    /// <summary>Adds the options to a command; the result reads them.</summary>
    public static Func<ParseResult, RegoOptions> AddTo(Command command)
    {
        Option<bool> version = Version0();
        Option<string> input = CommonOptions.Choice("--input", "SHAPE", "what `input` is in .rego files: the object itself, an AdmissionReview, or Gatekeeper's", Shapes);
        command.Add(version);
        command.Add(input);
        return parsed => new RegoOptions(VersionOf(parsed.GetValue(version)), Enum.TryParse(parsed.GetRequiredValue(input), ignoreCase: true, out InputShape shape) ? shape : null);
    }
}
