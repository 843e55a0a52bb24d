using System.CommandLine;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Policies;

/// <summary>How <c>.rego</c> files are read.</summary>
/// <param name="IsVersion0">Whether they are Rego v0.</param>
/// <param name="Input">What their <c>input</c> is; null: what the paths that they read tell.</param>
internal sealed record RegoOptions(bool IsVersion0 = false, InputShape? Input = null)
{
    private static readonly string[] Shapes = ["auto", .. Enum.GetNames<InputShape>().Select(name => name.ToLowerInvariant())];

    public ParseOptions For(string file) => ParseOptions.ForPath(file) switch
    {
        { AllowPolicies: true } both => both,
        _ when IsVersion0 => ParseOptions.RegoV0 with { InputShape = Input },
        var core => core with { InputShape = Input },
    };

    /// <summary>Adds the options to a command; the result reads them.</summary>
    public static Func<ParseResult, RegoOptions> AddTo(Command command)
    {
        var version0 = new Option<bool>("--v0") { Description = ".rego files are Rego v0" };
        Option<string> input = CommonOptions.Choice("--input", "SHAPE", "what `input` is in .rego files: the object itself, an AdmissionReview, or Gatekeeper's", Shapes);
        command.Add(version0);
        command.Add(input);
        return parsed => new RegoOptions(parsed.GetValue(version0), Enum.TryParse(parsed.GetRequiredValue(input), ignoreCase: true, out InputShape shape) ? shape : null);
    }
}
