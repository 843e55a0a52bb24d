using System.Collections.Immutable;
using PolicyKit.Diagnostics;

namespace PolicyKit.Linting;

/// <summary>Which kinds of diagnostics a <see cref="Linter"/> reports. Immutable.</summary>
/// <param name="Severities">How grave a kind is, by its id; null leaves it out. Kinds that are not here have their default.</param>
public sealed record LintOptions(ImmutableSortedDictionary<string, DiagnosticSeverity?> Severities)
{
    /// <summary>Everything at its default severity.</summary>
    public static LintOptions Default { get; } = new(ImmutableSortedDictionary<string, DiagnosticSeverity?>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>The same with one more severity; null to leave the kind out.</summary>
    public LintOptions With(string id, DiagnosticSeverity? severity) => new(Severities.SetItem(id, severity));

    internal DiagnosticSeverity? SeverityOf(DiagnosticDescriptor descriptor) => Severities.TryGetValue(descriptor.Id, out DiagnosticSeverity? severity) ? severity : descriptor.Severity;
}
