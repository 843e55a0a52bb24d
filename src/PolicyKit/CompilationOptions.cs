using PolicyKit.Diagnostics;

namespace PolicyKit;

/// <summary>How a <see cref="Compilation"/> takes its trees. Immutable.</summary>
public sealed record CompilationOptions
{
    /// <summary>Whether warnings, such as those about types, are errors, so that policies with warnings are not emitted.</summary>
    public bool Strict { get; init; }

    /// <summary>A diagnostic with the severity that it has under these options.</summary>
    /// <param name="diagnostic">What was found.</param>
    public Diagnostic Judge(Diagnostic diagnostic) =>
        Strict && diagnostic.Severity == DiagnosticSeverity.Warning ? diagnostic.WithSeverity(DiagnosticSeverity.Error) : diagnostic;
}
