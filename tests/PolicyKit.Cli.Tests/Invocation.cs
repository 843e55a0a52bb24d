using System.Text;
using System.Text.Json;

namespace PolicyKit.Cli.Tests;

/// <summary>What one run of the command gave.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command in this process, without a terminal.</summary>
    public static async Task<Invocation> Run(string[] arguments, string input = "", bool hasColour = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error) { OutputHasColour = hasColour };
        int exitCode = await Task.Run(() => CommandTree.Run(arguments, terminal));
        return new Invocation(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs <c>policykit check</c>.</summary>
    public static Task<Invocation> Check(params string[] arguments) => Run(["check", .. arguments]);

    /// <summary>The output as JSON.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
