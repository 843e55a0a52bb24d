using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Applies operations to the text of one document. Operations on places apart are done at once; after each round the text is read and compared with the changed object.</summary>
internal sealed class DocumentEditing(string text, bool isJson)
{
    private const string Unreadable = "the text around it cannot be changed without changing how it is read";

    /// <summary>The text so far.</summary>
    public string Text { get; private set; } = text;

    /// <summary>What it reads as.</summary>
    public Value Root { get; private set; } = Read(text);

    public List<(JsonPatchOperation Operation, string Reason)> Refused { get; } = [];

    public void Apply(IEnumerable<JsonPatchOperation> operations)
    {
        var waiting = new List<JsonPatchOperation>(operations);
        while (waiting.Count > 0)
        {
            List<JsonPatchOperation> round = TakeApart(waiting);
            if (TryApply(round) is null) continue;
            foreach (JsonPatchOperation operation in round)
            {
                if (TryApply([operation]) is { } reason) Refused.Add((operation, reason));
            }
        }
    }

    /// <summary>Takes those operations off the list that change collections of which none is in another, as far as their order allows.</summary>
    private static List<JsonPatchOperation> TakeApart(List<JsonPatchOperation> waiting)
    {
        var taken = new List<JsonPatchOperation>();
        var left = new List<JsonPatchOperation>();
        var containers = new HashSet<string>(StringComparer.Ordinal);
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonPatchOperation operation in waiting)
        {
            string container = operation.Path[..Math.Max(0, operation.Path.LastIndexOf('/'))];
            bool isApart = !above.Contains(container) && !Prefixes(container).Any(containers.Contains);
            (isApart ? taken : left).Add(operation);
            // What waits is in the way of what comes after it as well.
            containers.Add(container);
            above.UnionWith(Prefixes(container));
        }
        waiting.Clear();
        waiting.AddRange(left);
        return taken;
    }

    /// <summary>A pointer and those of what it is in.</summary>
    private static IEnumerable<string> Prefixes(string pointer)
    {
        for (int end = pointer.Length; end >= 0; end = end == 0 ? -1 : pointer.LastIndexOf('/', end - 1)) yield return pointer[..end];
    }

    /// <summary>Applies operations, or none of them and says why.</summary>
    private string? TryApply(List<JsonPatchOperation> operations)
    {
        Value expected = new JsonPatch([.. operations]).Apply(Root);
        if (expected.IsUndefined) return "the file has no such field";
        if (SpanDocument.Read(Text, isJson) is not { } document) return Unreadable;
        var edits = new List<TextEdit>();
        foreach (JsonPatchOperation operation in operations)
        {
            if (document.Edit(operation, edits) is { } reason) return reason;
        }
        if (TextEdit.Apply(Text, edits) is not { } edited || Read(edited) is not { IsUndefined: false } read || read != expected) return Unreadable;
        (Text, Root) = (edited, read);
        return null;
    }

    private static Value Read(string text)
    {
        DocumentReading[] readings = [.. DocumentReader.Read(text)];
        return readings is [{ Document: { } document }] ? document.RawRoot : default;
    }
}
