using System.Collections.Immutable;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>A <c>ConstraintTemplate</c>.</summary>
/// <param name="Kind">The kind of its constraints.</param>
/// <param name="Location">Where it says its kind.</param>
internal sealed record GatekeeperTemplate(string Kind, Location Location)
{
    /// <summary>What <c>spec.parameters</c> of its constraints must be; null when they have none.</summary>
    public OpenApiSchema? Parameters { get; init; }

    /// <summary>Its Rego, the libs last; empty when nothing can be judged by it, which a diagnostic tells.</summary>
    public ImmutableArray<SyntaxTree> Trees { get; init; } = [];

    /// <summary>Whether its Rego reads <c>data.inventory</c>.</summary>
    public bool ReadsInventory { get; init; }

    /// <summary>A few words, from an annotation; empty when there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Why it matters, from an annotation; empty when there is none.</summary>
    public string Description { get; init; } = "";
}
