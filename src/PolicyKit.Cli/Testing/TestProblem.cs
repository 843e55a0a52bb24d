using PolicyKit.Text;

namespace PolicyKit.Cli.Testing;

/// <summary>Why a test fails, at a place in its policy file.</summary>
internal sealed record TestProblem(string Message, SourceText Source, LinePosition Position);
