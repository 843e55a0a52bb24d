using PolicyKit.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Turns the parser's events of one document into nodes, with aliases bound to what they name.</summary>
internal sealed class YamlComposer
{
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly FlowIndentation _indentation;
    private readonly Parser _parser;
    private readonly int _startLine;
    private readonly int _maxDepth;
    private (Mark Start, int Depth)? _flow;

    private YamlComposer(string text, FlowIndentation indentation, int startLine, int maxDepth)
    {
        _parser = new Parser(new StrictScanner(new Scanner(new StringReader(text), skipComments: true)));
        _indentation = indentation;
        _startLine = startLine;
        _maxDepth = maxDepth;
    }

    /// <summary>The root node, or null when the text holds no document.</summary>
    public static YamlNode? Compose(ReadOnlyMemory<char> piece, int startLine, int maxDepth)
    {
        YamlCharacters.Check(piece.Span, startLine);
        string text = piece.ToString();
        var indentation = new FlowIndentation();
        while (true)
        {
            var composer = new YamlComposer(text, indentation, startLine, maxDepth);
            try
            {
                return composer.ComposeDocument();
            }
            catch (YamlException e) when (YamlMessages.IsQuotedText(e) && indentation.MoveQuoted(text, (int)e.Start.Line - 1, (int)e.Start.Column - 1) is { } moved)
            {
                text = moved;
            }
            catch (YamlException e)
            {
                var error = YamlMessages.Describe(e, composer.At(e.Start));
                throw new DocumentErrorException(error.Message == YamlMessages.Tab ? error with { Position = composer.FirstTab(text, e.Start) } : error);
            }
            catch (InvalidOperationException) when (composer.TryMoveFlow(text) is { } moved)
            {
                // The scanner gives up in this way on a line between brackets that stands left of the block around it.
                text = moved;
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                throw new DocumentErrorException(composer.At(composer._parser.Current?.End ?? Mark.Empty), "this is not YAML: a wrong tag, escape or indentation follows", "check the tags, the `\\U` escapes and the indentation after this place");
            }
        }
    }

    /// <summary>The text with more indentation between the outermost brackets that are open now, or else between those that open next.</summary>
    private string? TryMoveFlow(string text)
    {
        var from = _flow?.Start ?? _parser.Current?.End ?? new Mark(0, 1, 1);
        return _indentation.Move(text, (int)from.Line - 1, (int)from.Column - 1);
    }

    private YamlNode? ComposeDocument()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart) return null;
        _parser.MoveNext();
        var root = ComposeTree();
        _parser.MoveNext();
        if (_parser.Current is DocumentStart second)
        {
            throw new DocumentErrorException(At(second.Start), "a second document starts here without a `---` line of its own", "put `---` alone on a line between documents");
        }
        return root;
    }

    private YamlNode ComposeTree()
    {
        var open = new Stack<YamlNode>();
        while (true)
        {
            var parsed = _parser.Current!;
            var node = ComposeEvent(parsed);
            if (node.IsComplete)
            {
                if (open.Count == 0) return Finish(node);
                open.Peek().Children.Add(node);
            }
            else
            {
                if (open.Count >= _maxDepth) throw new DocumentErrorException(node.Position, $"the document is nested deeper than {_maxDepth} levels");
                if (_flow is null && parsed is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow }) _flow ??= (parsed.Start, open.Count);
                open.Push(node);
            }
            _parser.MoveNext();
            while (_parser.Current is SequenceEnd or MappingEnd)
            {
                var closed = open.Pop();
                if (closed.Kind == YamlNodeKind.Mapping && closed.Children.Count % 2 != 0) throw new DocumentErrorException(closed.Position, "an entry of this mapping has no key or no value");
                closed.IsComplete = true;
                CloseFlow(open.Count, _parser.Current.Start);
                if (open.Count == 0) return Finish(closed);
                open.Peek().Children.Add(closed);
                _parser.MoveNext();
            }
        }
    }

    private YamlNode Finish(YamlNode root)
    {
        _parser.MoveNext();
        return root;
    }

    private void CloseFlow(int depth, in Mark end)
    {
        if (_flow is not { } flow || flow.Depth != depth) return;
        if (!_indentation.Agrees(((int)flow.Start.Line - 1, (int)flow.Start.Column - 1), ((int)end.Line - 1, (int)end.Column - 1)))
        {
            throw new DocumentErrorException(At(flow.Start), "what stands between these brackets is further left than the block around them", "indent it");
        }
        _flow = null;
    }

    private YamlNode ComposeEvent(ParsingEvent parsed)
    {
        var position = At(parsed.Start);
        switch (parsed)
        {
            case Scalar scalar:
                string tag = TagOf(scalar);
                return Anchored(scalar, new YamlNode(YamlNodeKind.Scalar, position)
                {
                    Text = scalar.Value,
                    Tag = tag,
                    IsPlain = tag.Length == 0 && scalar.Style == ScalarStyle.Plain,
                    IsMergeKey = scalar.Value == "<<" && (scalar.IsPlainImplicit || tag is YamlTags.Merge or "!"),
                });
            case SequenceStart start:
                return Anchored(start, new YamlNode(YamlNodeKind.Sequence, position) { Tag = TagOf(start) });
            case MappingStart start:
                return Anchored(start, new YamlNode(YamlNodeKind.Mapping, position) { Tag = TagOf(start) });
            case AnchorAlias alias:
                return ComposeAlias(alias.Value.Value, position);
            default:
                throw new DocumentErrorException(position, "there is text here that is no part of the document");
        }
    }

    private YamlNode ComposeAlias(string name, LinePosition position)
    {
        if (!_anchors.TryGetValue(name, out var target))
        {
            throw new DocumentErrorException(position, $"the alias `*{name}` names an anchor that is not defined before it", "anchors do not reach across documents");
        }
        if (!target.IsComplete) throw new DocumentErrorException(position, $"the anchor `&{name}` contains itself");
        return new YamlNode(YamlNodeKind.Alias, position) { Text = name, Target = target };
    }

    private YamlNode Anchored(NodeEvent parsed, YamlNode node)
    {
        if (!parsed.Anchor.IsEmpty) _anchors[parsed.Anchor.Value] = node;
        return node;
    }

    private static string TagOf(NodeEvent parsed) => parsed.Tag.IsEmpty ? "" : parsed.Tag.Value;

    /// <summary>The first tab in the indentation of a line from a place on, which the parser does not tell.</summary>
    private LinePosition FirstTab(string text, in Mark from)
    {
        string[] lines = text.Split('\n');
        for (int line = Math.Max(0, (int)from.Line - 1); line < lines.Length; line++)
        {
            int tab = lines[line].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && lines[line].AsSpan(0, tab).Trim(' ').IsEmpty) return new LinePosition(_startLine + line, Math.Max(0, tab - _indentation.ShiftOf(line)));
        }
        return At(from);
    }

    private LinePosition At(in Mark mark)
    {
        int line = Math.Max(0, (int)mark.Line - 1);
        return new LinePosition(_startLine + line, Math.Max(0, (int)mark.Column - 1 - _indentation.ShiftOf(line)));
    }
}
