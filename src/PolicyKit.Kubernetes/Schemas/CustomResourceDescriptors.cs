using PolicyKit.Diagnostics;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>Every diagnostic about CustomResourceDefinitions, one row each; <c>docs/diagnostics/</c> has a page for each id. Their schemas share PK5111 with Gatekeeper's templates, and broken files PK5101.</summary>
internal static class CustomResourceDescriptors
{
    internal static readonly DiagnosticDescriptor InvalidDefinition = new("PK5201", "invalid CustomResourceDefinition", "`{0}` {1}");
    internal static readonly DiagnosticDescriptor DuplicateDefinition = new("PK5202", "duplicate CustomResourceDefinition", "kind `{0}` is already declared in {1}");
}
