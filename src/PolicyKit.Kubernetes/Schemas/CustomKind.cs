using System.Collections.Immutable;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>A kind that a CustomResourceDefinition declares.</summary>
/// <param name="Kind">Its group and name.</param>
/// <param name="Resource">Plural resource, such as <c>rollouts</c>.</param>
/// <param name="IsNamespaced">Whether objects of this kind live in a namespace.</param>
/// <param name="Versions">The type of its objects in each version.</param>
public sealed record CustomKind(ObjectKind Kind, string Resource, bool IsNamespaced, ImmutableSortedDictionary<string, TypeSymbol> Versions);
