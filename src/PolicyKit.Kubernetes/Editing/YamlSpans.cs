using PolicyKit.Kubernetes.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Reads where the nodes of one YAML document are written.</summary>
internal static class YamlSpans
{
    /// <summary>The root; null when the text is not what the parser reads without help.</summary>
    public static SpanNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            var open = new Stack<SpanNode>();
            while (parser.MoveNext())
            {
                SpanNode? complete = null;
                switch (parser.Current)
                {
                    case Scalar scalar:
                        complete = OfScalar(text, scalar);
                        break;
                    case AnchorAlias alias:
                        complete = new SpanNode(YamlNodeKind.Alias, At(alias.Start)) { Text = alias.Value.Value, End = At(alias.End) };
                        break;
                    case SequenceStart sequence:
                        open.Push(new SpanNode(YamlNodeKind.Sequence, At(sequence.Start)) { IsFlow = sequence.Style == SequenceStyle.Flow, Anchor = AnchorOf(sequence) });
                        break;
                    case MappingStart mapping:
                        open.Push(new SpanNode(YamlNodeKind.Mapping, At(mapping.Start)) { IsFlow = mapping.Style == MappingStyle.Flow, Anchor = AnchorOf(mapping) });
                        break;
                    case SequenceEnd or MappingEnd:
                        complete = open.Pop();
                        complete.End = complete.IsFlow ? At(parser.Current.Start) + 1 : complete.Children.Count == 0 ? complete.Start : complete.Children[^1].End;
                        break;
                }
                if (complete is null) continue;
                if (open.Count == 0) return complete;
                // A value without text ends with the colon of its key.
                if (open.Peek() is { IsMapping: true } parent && parent.Children.Count % 2 == 1 && complete is { IsScalar: true } && complete.Start == complete.End) complete = Empty(text, parent.Children[^1], complete);
                open.Peek().Add(complete);
            }
            return null;
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static SpanNode Empty(string text, SpanNode key, SpanNode value)
    {
        int at = key.End;
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at < text.Length && text[at] == ':' ? new SpanNode(YamlNodeKind.Scalar, at + 1) { Anchor = value.Anchor } : value;
    }

    private static SpanNode OfScalar(string text, Scalar scalar)
    {
        int start = At(scalar.Start), end = At(scalar.End);
        var node = new SpanNode(YamlNodeKind.Scalar, start) { Text = scalar.Value, Style = scalar.Style, Anchor = AnchorOf(scalar), End = end };
        if (!node.IsBlockScalar) return node;
        int header = text.IndexOf('\n', start);
        // With `+` the empty lines at the end are part of the text.
        bool keeps = header > start && text.AsSpan(start, header - start).Contains('+');
        while (!keeps && node.End > start && char.IsWhiteSpace(text[node.End - 1])) node.End--;
        return node;
    }

    private static int At(in Mark mark) => (int)mark.Index;

    private static string AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? "" : node.Anchor.Value;
}
