using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Syntax.Parsing;

internal static class Parser
{
    public static (CompilationUnitSyntax Root, ImmutableArray<Diagnostic> Diagnostics) Parse(SourceText text, ParseOptions options) => throw new NotImplementedException();

    public static (QuerySyntax? Query, ImmutableArray<Diagnostic> Diagnostics) ParseQuery(SourceText text, ParseOptions options) => throw new NotImplementedException();
}
