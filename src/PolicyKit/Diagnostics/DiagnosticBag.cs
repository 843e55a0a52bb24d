using System.Collections.Immutable;
using PolicyKit.Text;

namespace PolicyKit.Diagnostics;

/// <summary>Collects the diagnostics of one stage.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    public bool HasErrors => _items.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public bool Has(DiagnosticDescriptor descriptor) => _items.Exists(d => d.Descriptor == descriptor);

    public int Count => _items.Count;

    public void Report(DiagnosticDescriptor descriptor, Location location, params object?[] arguments) =>
        _items.Add(new Diagnostic(descriptor, location, arguments));

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _items.AddRange(diagnostics);

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _items];
}
