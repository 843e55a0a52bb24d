using System.Globalization;
using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>The text of one document and where its nodes are written.</summary>
internal sealed class SpanDocument
{
    private readonly HashSet<string> _aliased = new(StringComparer.Ordinal);

    private SpanDocument(string text, bool isJson, SpanNode root)
    {
        Text = text;
        IsJson = isJson;
        Root = root;
        Manner = Manner.Of(text, root);
        var waiting = new Stack<SpanNode>([root]);
        while (waiting.TryPop(out SpanNode? node))
        {
            if (node.Kind == YamlNodeKind.Alias) _aliased.Add(node.Text);
            foreach (SpanNode child in node.Children) waiting.Push(child);
        }
    }

    public string Text { get; }

    public bool IsJson { get; }

    public SpanNode Root { get; }

    public Manner Manner { get; }

    /// <summary>The document; null when where its nodes stand cannot be told.</summary>
    public static SpanDocument? Read(string text, bool isJson) => (isJson ? JsonSpans.Read(text) : YamlSpans.Read(text)) is { } root ? new SpanDocument(text, isJson, root) : null;

    /// <summary>Adds the edits for an operation; says why when there are none.</summary>
    public string? Edit(JsonPatchOperation operation, List<TextEdit> edits)
    {
        string[] steps = [.. JsonPatch.StepsOf(operation.Path)];
        if (steps.Length == 0) return "the document as a whole is not replaced";
        SpanNode node = Root;
        for (int i = 0; ; i++)
        {
            if (Shared(node) is { } reason) return reason;
            if (node.Kind is not (YamlNodeKind.Mapping or YamlNodeKind.Sequence)) return "the file has no such field";
            int entry = EntryOf(node, steps[i]);
            // What is removed or replaced may be shared as well.
            if (entry >= 0 && (i + 1 < steps.Length || node.Last(entry).Kind != YamlNodeKind.Alias) && Shared(node.Last(entry)) is { } below) return below;
            if (i + 1 == steps.Length) return NodeEditor.Edit(this, operation, node, steps[i], edits);
            if (entry < 0) return node.IsMapping && node.Find("<<") >= 0 ? "it comes from the merge key `<<`" : "the file has no such field";
            node = node.Last(entry);
        }
    }

    /// <summary>Which entry of a mapping has a key, or which element an index; -1 when none.</summary>
    public static int EntryOf(SpanNode container, string step)
    {
        if (container.IsMapping) return container.Find(step);
        return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < container.Count ? index : -1;
    }

    private string? Shared(SpanNode node)
    {
        if (node.Kind == YamlNodeKind.Alias) return $"it stands in what the alias `*{node.Text}` names, which other fields share";
        return node.Anchor.Length > 0 && _aliased.Contains(node.Anchor) ? $"other fields share it by the anchor `&{node.Anchor}`" : null;
    }
}
