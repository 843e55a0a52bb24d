using System.Text;
using Spectre.Console;

namespace PolicyKit.Cli;

/// <summary>The streams that a command reads and writes, and what they can show.</summary>
/// <param name="input">Standard input.</param>
/// <param name="output">Results only.</param>
/// <param name="error">Messages for people.</param>
internal sealed class Terminal(Stream input, TextWriter output, TextWriter error) : IDisposable
{
    /// <summary>Lines are never broken by us; the terminal does that.</summary>
    private const int Unlimited = 1_000_000;

    public Stream Input => input;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>Whether results may be coloured.</summary>
    public bool OutputHasColour { get; init; }

    /// <summary>Whether messages may be coloured and redrawn.</summary>
    public bool ErrorIsTerminal { get; init; }

    public static Terminal OfProcess()
    {
        bool mayColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(Console.OpenStandardInput(), Open(Console.OpenStandardOutput()), Open(Console.OpenStandardError()))
        {
            OutputHasColour = mayColour && !Console.IsOutputRedirected,
            ErrorIsTerminal = mayColour && !Console.IsErrorRedirected,
        };
    }

    /// <summary>A painter of results.</summary>
    public Painter PaintOutput(bool noColour) => Paint(output, OutputHasColour && !noColour);

    /// <summary>A painter of messages.</summary>
    public Painter PaintError(bool noColour) => Paint(error, ErrorIsTerminal && !noColour);

    public void Dispose()
    {
        output.Flush();
        error.Flush();
    }

    private static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14) { NewLine = "\n" };

    private static Painter Paint(TextWriter writer, bool hasColour) => new(writer, hasColour ? MakeConsole(writer) : null);

    private static IAnsiConsole MakeConsole(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Unlimited;
        return console;
    }
}
