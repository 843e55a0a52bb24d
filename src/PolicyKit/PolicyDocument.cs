using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>A document that policies judge: its content, a name (usually a file path), and where in the text each field stands.</summary>
public sealed class PolicyDocument
{
    private readonly Tape _tape;
    private LineIndex? _lines;

    internal PolicyDocument(Tape tape, string name)
    {
        _tape = tape;
        tape.Document = this;
        Name = name;
    }

    /// <summary>The name under which findings report the document.</summary>
    public string Name { get; }

    /// <summary>The document as policies see it: a null member of an object is undefined, and a null element of an array the empty object.</summary>
    public Value Root => _tape.Root;

    /// <summary>The document as it is written.</summary>
    public Value RawRoot => _tape.RawRoot;

    /// <summary>Reads strict JSON in UTF-8.</summary>
    /// <exception cref="DocumentException">The text is not strict JSON, repeats a key, or nests deeper than 1,000 levels.</exception>
    public static PolicyDocument ParseJson(ReadOnlySpan<byte> json, string name = "")
    {
        var tape = new Tape();
        JsonTapeReader.Read(json, tape);
        return new PolicyDocument(tape, name);
    }

    /// <summary>Reads what an element holds. Comments and trailing commas, which its document may have allowed, are no part of it.</summary>
    /// <exception cref="DocumentException">A key is repeated, or it nests deeper than 1,000 levels.</exception>
    public static PolicyDocument From(JsonElement element, string name = "")
    {
        byte[] text = [.. JsonSource.TextOf(element)];
        LooseJson.Blank(text);
        return ParseJson(text, name);
    }

    /// <summary>Reads what is written of a node.</summary>
    /// <exception cref="DocumentException">The node cannot be written, repeats a key, or nests too deep.</exception>
    public static PolicyDocument From(JsonNode node, string name = "")
    {
        JsonSource source = JsonSource.Rent();
        try
        {
            return ParseJson(source.Write(node), name);
        }
        finally
        {
            source.Return();
        }
    }

    /// <summary>
    /// The position of the node at a path such as <c>spec.containers[0].image</c>, or of its nearest ancestor that exists. A member's position is that of its key.
    /// False when the text is no path.
    /// </summary>
    public bool TryGetPosition(string path, out LinePosition position)
    {
        position = default;
        if (!FieldPath.TryParse(path, out IReadOnlyList<PathStep> steps)) return false;
        position = PositionOf(NodePath.Find(_tape, steps));
        return true;
    }

    /// <summary>The position of the node at a path or of its nearest ancestor that exists; null when the text is no path.</summary>
    public LinePosition? GetPosition(string path) => TryGetPosition(path, out LinePosition position) ? position : null;

    /// <summary>The position of a value that was read from this document, of a member's value that of its key; null when it was not.</summary>
    public LinePosition? GetPosition(Value node) =>
        node.Reference is DocumentView view && view.Tape == _tape ? PositionOf(NodePath.Token(_tape, (int)node.Payload)) : null;

    /// <summary>The position of a value itself, after its key; null when it was not read from this document.</summary>
    public LinePosition? GetValuePosition(Value node) => node.Reference is DocumentView view && view.Tape == _tape ? PositionOf((int)node.Payload) : null;

    private LinePosition PositionOf(int token) =>
        _tape.Positions is { } positions
            ? positions[token]
            : (_lines ??= new LineIndex(_tape.Source)).GetPosition(_tape.Source, _tape.SourceOffset(token));
}
