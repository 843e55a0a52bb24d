using PolicyKit.Text;

namespace PolicyKit.Cli.Testing;

/// <summary>Why a test fails, at a place in its policy file.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Source">The file.</param>
/// <param name="Position">Where.</param>
/// <param name="End">The end of what is meant, on the same line; null when only its start is known.</param>
internal sealed record TestProblem(string Message, SourceText Source, LinePosition Position, int? End = null)
{
    /// <summary>What is wrong at a location.</summary>
    public static TestProblem At(string message, Location location)
    {
        SourceText source = location.Source!;
        LinePosition start = location.Start;
        LinePosition end = location.End;
        return new TestProblem(message, source, start, end.Line == start.Line ? end.Character : source.GetLine(start.Line).Length);
    }
}
