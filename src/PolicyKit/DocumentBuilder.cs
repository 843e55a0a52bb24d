using System.Globalization;
using System.Text;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>
/// Writes a document node by node, in the order of its text; each node has the position of its token. For readers of other formats than JSON. Repeated keys are
/// for the caller to settle; the first one would win.
/// </summary>
public sealed class DocumentBuilder
{
    private readonly Tape _tape = new();
    private readonly List<LinePosition> _positions = [];
    private readonly Stack<int> _open = new();
    private bool _hasKey;

    /// <summary>An empty document.</summary>
    public DocumentBuilder()
    {
        _tape.Reset();
        _tape.Positions = _positions;
    }

    /// <summary>Opens an object.</summary>
    /// <exception cref="DocumentException">The document nests deeper than 1,000 levels.</exception>
    public void StartObject(LinePosition position = default) => Open(TapeKind.Object, position);

    /// <summary>Closes the object opened last.</summary>
    public void EndObject() => Close(TapeKind.Object);

    /// <summary>Opens an array.</summary>
    /// <exception cref="DocumentException">The document nests deeper than 1,000 levels.</exception>
    public void StartArray(LinePosition position = default) => Open(TapeKind.Array, position);

    /// <summary>Closes the array opened last.</summary>
    public void EndArray() => Close(TapeKind.Array);

    /// <summary>Writes the key of the next member.</summary>
    public void Key(string name, LinePosition position = default)
    {
        if (_hasKey || _open.Count == 0 || _tape.Nodes[_open.Peek()].Kind != TapeKind.Object) throw new InvalidOperationException("a key has no place here");
        (int offset, int length) = Append(name);
        _tape.AddKey(offset, length);
        _positions.Add(position);
        _hasKey = true;
    }

    /// <summary>Writes a string.</summary>
    public void String(string value, LinePosition position = default)
    {
        (int offset, int length) = Append(value);
        Add(TapeKind.String, position, offset, length);
    }

    /// <summary>Writes a number given as JSON writes it.</summary>
    /// <exception cref="FormatException">The text is no JSON number.</exception>
    public void Number(string text, LinePosition position = default)
    {
        if (!NumberFormat.IsNumber(text)) throw new FormatException($"`{text}` is not a number");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && (value != 0 || text == "0"))
        {
            Add(TapeKind.Int64, position, (int)value, (int)(value >> 32));
            return;
        }
        (int offset, int length) = Append(text);
        Add(TapeKind.Number, position, offset, length);
    }

    /// <summary>Writes a boolean.</summary>
    public void Boolean(bool value, LinePosition position = default) => Add(value ? TapeKind.True : TapeKind.False, position, 0, 0);

    /// <summary>Writes a null.</summary>
    public void Null(LinePosition position = default)
    {
        if (_open.TryPeek(out int parent) && _tape.Nodes[parent].Kind == TapeKind.Object) _tape.Nodes[parent].Flags |= TapeFlags.HasNull;
        Add(TapeKind.Null, position, 0, 0);
    }

    /// <summary>The finished document; the builder must not be used again.</summary>
    /// <exception cref="InvalidOperationException">Nothing was written, or something is still open.</exception>
    public PolicyDocument ToDocument(string name = "")
    {
        if (_open.Count > 0 || _tape.Count == 0) throw new InvalidOperationException("the document is not complete");
        return new PolicyDocument(_tape, name);
    }

    private void Open(TapeKind kind, LinePosition position)
    {
        if (_open.Count == Tape.DefaultMaxDepth) throw new DocumentException($"nested deeper than {Tape.DefaultMaxDepth} levels", position);
        _open.Push(Add(kind, position, 0, 0));
    }

    private void Close(TapeKind kind)
    {
        if (_hasKey || _open.Count == 0 || _tape.Nodes[_open.Peek()].Kind != kind) throw new InvalidOperationException("there is nothing to close");
        _tape.Nodes[_open.Pop()].A = _tape.Count;
    }

    private int Add(TapeKind kind, LinePosition position, int a, int b)
    {
        if (_open.TryPeek(out int parent))
        {
            ref TapeNode container = ref _tape.Nodes[parent];
            if (container.Kind == TapeKind.Object != _hasKey) throw new InvalidOperationException("a member needs a key");
            container.B++;
        }
        else if (_tape.Count > 0)
        {
            throw new InvalidOperationException("the document is complete");
        }
        _hasKey = false;
        _positions.Add(position);
        return _tape.Add(kind, 0, a, b);
    }

    private (int Offset, int Length) Append(string text)
    {
        Span<byte> target = _tape.Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, target);
        return (_tape.Commit(length), length);
    }
}
