using System.Buffers.Binary;
using PolicyKit.Text;

namespace PolicyKit.Runtime;

/// <summary>
/// A document as a flat list of nodes over its UTF-8 text. A tape can be reset and read into again: its buffers stay, and the values of the earlier document must
/// no longer be used.
/// </summary>
internal sealed class Tape
{
    /// <summary>Zero bytes that follow the source text, so that the reader may look ahead and always meets an end.</summary>
    public const int Padding = 64;

    /// <summary>How deep containers may nest unless the caller says otherwise.</summary>
    public const int DefaultMaxDepth = 1_000;

    private static int _lastId;

    private byte[] _text = new byte[1024];
    private int _textEnd;
    private int[] _scratch = [];

    public Tape()
    {
        View = new DocumentView(this, dropsNull: true);
        RawView = new DocumentView(this, dropsNull: false);
    }

    /// <summary>Number that orders tapes.</summary>
    public int Id { get; } = Interlocked.Increment(ref _lastId);

    /// <summary>What policies see: a null member is undefined.</summary>
    public DocumentView View { get; }

    /// <summary>What core modules see.</summary>
    public DocumentView RawView { get; }

    /// <summary>The whole document as policies see it.</summary>
    public Value Root => new(View, 0);

    /// <summary>The whole document as core modules see it.</summary>
    public Value RawRoot => new(RawView, 0);

    /// <summary>The document that owns this tape, if one does.</summary>
    public PolicyDocument? Document { get; set; }

    /// <summary>Whether other documents are read onto it later, so that what lasts must not hold its nodes.</summary>
    public bool IsReused { get; init; }

    /// <summary>The nodes; only the first <see cref="Count"/> belong to the document.</summary>
    public TapeNode[] Nodes { get; private set; } = new TapeNode[128];

    public int Count { get; private set; }

    /// <summary>Number of symbols known when the document was read: keys interned later are compared by their bytes.</summary>
    public int SymbolCount { get; private set; }

    /// <summary>Positions of nodes where the source text is not JSON; else null and positions follow from byte offsets.</summary>
    public List<LinePosition>? Positions { get; set; }

    /// <summary>What a reader with a demand keeps.</summary>
    public ReaderState Reader { get; } = new();

    /// <summary>The source text.</summary>
    public ReadOnlySpan<byte> Source => _text.AsSpan(0, SourceLength);

    public int SourceLength { get; private set; }

    /// <summary>Empties the tape and keeps its buffers.</summary>
    public void Reset()
    {
        Count = 0;
        _textEnd = 0;
        SourceLength = 0;
        SymbolCount = SymbolTable.Count;
        Reader.Reset();
        Positions?.Clear();
    }

    /// <summary>Copies a source text, followed by <see cref="Padding"/>.</summary>
    public byte[] SetSource(ReadOnlySpan<byte> source)
    {
        byte[] text = EnsureText(source.Length + Padding);
        source.CopyTo(text);
        text.AsSpan(source.Length, Padding).Clear();
        SourceLength = source.Length;
        _textEnd = source.Length + Padding;
        return text;
    }

    /// <summary>Room for <paramref name="length"/> bytes behind the text; <see cref="Commit"/> keeps what was written there.</summary>
    public Span<byte> Reserve(int length)
    {
        byte[] text = EnsureText(checked(_textEnd + length));
        return text.AsSpan(_textEnd, length);
    }

    /// <summary>Keeps <paramref name="length"/> bytes written behind the text and gives their offset.</summary>
    public int Commit(int length)
    {
        int offset = _textEnd;
        _textEnd += length;
        return offset;
    }

    /// <summary>Keeps a text behind the others and gives its offset.</summary>
    public int Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        return Commit(text.Length);
    }

    /// <summary>Copies a part of the source behind the other texts.</summary>
    public void AppendSource(int offset, int length)
    {
        Span<byte> target = Reserve(length);
        _text.AsSpan(offset, length).CopyTo(target);
        Commit(length);
    }

    /// <summary>Adds a node and gives its index.</summary>
    public int Add(TapeKind kind, int symbol, int a, int b)
    {
        int index = Count;
        if (index == Nodes.Length) Grow();
        ref TapeNode node = ref Nodes[index];
        node.Symbol = symbol;
        node.Kind = kind;
        node.Flags = TapeFlags.None;
        node.Hash = 0;
        node.A = a;
        node.B = b;
        Count = index + 1;
        return index;
    }

    /// <summary>Forgets the nodes after the first <paramref name="count"/>.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Adds a key whose symbol and hash are known.</summary>
    public void AddKey(int offset, int length, int symbol, ushort hash)
    {
        int index = Add(TapeKind.Key, symbol, offset, length);
        Nodes[index].Hash = hash;
    }

    /// <summary>A text of the document.</summary>
    public ReadOnlySpan<byte> Text(int offset, int length) => _text.AsSpan(offset, length);

    /// <summary>Adds a key with its symbol and hash.</summary>
    public int AddKey(int offset, int length)
    {
        ReadOnlySpan<byte> name = _text.AsSpan(offset, length);
        int hash = Utf8Text.Hash(name);
        int index = Add(TapeKind.Key, SymbolTable.Find(name, hash), offset, length);
        Nodes[index].Hash = (ushort)(hash >> 16);
        return index;
    }

    /// <summary>The index after a node's subtree.</summary>
    public int Skip(int index)
    {
        ref readonly TapeNode node = ref Nodes[index];
        return node.Kind >= TapeKind.Array ? node.A : index + 1;
    }

    /// <summary>The UTF-8 text of a string, key or number node.</summary>
    public ReadOnlySpan<byte> Utf8(int index)
    {
        ref readonly TapeNode node = ref Nodes[index];
        return _text.AsSpan(node.A, node.B);
    }

    /// <summary>Where a node starts in the source text; a key starts at its quote.</summary>
    public int SourceOffset(int index)
    {
        ref readonly TapeNode node = ref Nodes[index];
        if (node.Kind != TapeKind.Key) return node.Symbol;
        return (node.Flags & TapeFlags.Escaped) != 0 ? BinaryPrimitives.ReadInt32LittleEndian(_text.AsSpan(node.A - sizeof(int))) : node.A - 1;
    }

    /// <summary>A cleared hash table for the reader, of at least <paramref name="size"/> entries (a power of two).</summary>
    public Span<int> Scratch(int size)
    {
        if (_scratch.Length < size) _scratch = new int[size];
        Span<int> scratch = _scratch.AsSpan(0, size);
        scratch.Clear();
        return scratch;
    }

    private byte[] EnsureText(int length)
    {
        if (_text.Length < length) Array.Resize(ref _text, Math.Max(length, Math.Min(Array.MaxLength, _text.Length * 2)));
        return _text;
    }

    private void Grow()
    {
        TapeNode[] nodes = Nodes;
        Array.Resize(ref nodes, nodes.Length * 2);
        Nodes = nodes;
    }
}
