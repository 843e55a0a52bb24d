using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Operations on one object of a text.</summary>
/// <param name="DocumentIndex">Which document of the text, from zero; empty ones are not counted.</param>
/// <param name="ItemPath">Where the object stands in its document: empty, or <c>items[3]</c> for an item of a list.</param>
/// <param name="Operations">The operations, relative to the object.</param>
public sealed record DocumentPatch(int DocumentIndex, string ItemPath, ImmutableArray<JsonPatchOperation> Operations)
{
    /// <summary>The operations relative to the document.</summary>
    internal IEnumerable<JsonPatchOperation> InDocument()
    {
        string prefix = JsonPatch.PointerTo([.. FieldPath.Parse(ItemPath)]);
        return Operations.Select(o => o with { Path = prefix + o.Path });
    }

    /// <summary>Refuses all of it.</summary>
    /// <param name="reason">Why: lower case, no final period.</param>
    public IEnumerable<RefusedOperation> Refuse(string reason) => InDocument().Select(o => new RefusedOperation(DocumentIndex, o, reason));
}

/// <summary>An operation that a text cannot be given.</summary>
/// <param name="DocumentIndex">Which document of the text it is for, from zero.</param>
/// <param name="Operation">The operation, relative to the document.</param>
/// <param name="Reason">Why: lower case, no final period.</param>
public sealed record RefusedOperation(int DocumentIndex, JsonPatchOperation Operation, string Reason);

/// <summary>A text after operations.</summary>
/// <param name="Text">The text; as it was where everything is refused.</param>
/// <param name="Refused">The operations that are not in it.</param>
public sealed record EditedText(string Text, ImmutableArray<RefusedOperation> Refused);
