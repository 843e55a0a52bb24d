using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Operations on one object of a text.</summary>
/// <param name="DocumentIndex">Which document of the text, from zero; empty ones are not counted.</param>
/// <param name="ItemPath">Where the object stands in its document: empty, or <c>items[3]</c> for an item of a list.</param>
/// <param name="Operations">The operations, relative to the object.</param>
public sealed record DocumentPatch(int DocumentIndex, string ItemPath, ImmutableArray<JsonPatchOperation> Operations);

/// <summary>An operation that a text cannot be given.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Reason">Why: lower case, no final period.</param>
public sealed record RefusedOperation(JsonPatchOperation Operation, string Reason);

/// <summary>A text after operations.</summary>
/// <param name="Text">The text; as it was where everything is refused.</param>
/// <param name="Refused">The operations that are not in it.</param>
public sealed record EditedText(string Text, ImmutableArray<RefusedOperation> Refused);
