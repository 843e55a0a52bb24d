namespace PolicyKit.Diagnostics;

/// <summary>Every diagnostic of the compiler, one row each; <c>docs/diagnostics/</c> has a page for each id.</summary>
internal static partial class Descriptors
{
    internal static string Arguments(int count) => count == 1 ? "1 argument" : $"{count} arguments";

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(id, title, message);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => new(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => new(id, title, message, DiagnosticSeverity.Info);
}
