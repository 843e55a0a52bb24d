using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using PolicyKit.Text;

namespace PolicyKit.Runtime;

/// <summary>
/// Reads JSON (RFC 8259) onto a tape, strictly: a duplicate key in any object, bytes after the document, text that is cut off and text that is no UTF-8 are errors.
/// A byte order mark is skipped, and a lone surrogate escape reads as U+FFFD, as Kubernetes reads it.
/// </summary>
internal ref partial struct JsonTapeReader
{
    private const int SmallObject = 32;

    private readonly Tape _tape;
    private readonly int _maxDepth;
    private readonly int _end;
    private readonly byte[] _text;
    private readonly IReadDemand? _demand;
    private int _at;
    private int _parent;
    private int _depth;

    // What is demanded of the innermost open container, and of the next value in it (null: nothing).
    private ReadMask _mask = ReadMask.Whole;
    private ReadMask? _next;

    // Of the innermost open object: whether only what is demanded is read, and its shape and slots so far; where it has no shape, in which of 64 groups its keys are, and where they start.
    private bool _isPartial;
    private ObjectShape? _shape;
    private int _slots;
    private ulong _groups;
    private int _firstKey;
    private int _keyCount;

    private JsonTapeReader(Tape tape, ReadOnlySpan<byte> json, int maxDepth, IReadDemand? demand)
    {
        _tape = tape;
        _demand = demand;
        _maxDepth = maxDepth;
        _end = json.Length;
        _text = tape.SetSource(json);
        _parent = -1;
        _next = demand is null ? ReadMask.Whole : demand.Root;
    }

    /// <summary>Reads a document onto a tape, which is reset first and empty after an error.</summary>
    /// <param name="json">The text.</param>
    /// <param name="tape">The tape.</param>
    /// <param name="maxDepth">How deep containers may nest.</param>
    /// <param name="demand">What to read of the document; all of it when left out.</param>
    /// <exception cref="DocumentException">The text is not strict JSON or nests too deep. Of containers that are not demanded the structure, the escapes and the depth are checked, and no more.</exception>
    public static void Read(ReadOnlySpan<byte> json, Tape tape, int maxDepth = Tape.DefaultMaxDepth, IReadDemand? demand = null)
    {
        tape.Reset();
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        var reader = new JsonTapeReader(tape, json, maxDepth, demand);
        try
        {
            if (!Utf8.IsValid(json)) throw reader.InvalidUtf8();
            reader.ReadDocument();
        }
        catch (DocumentException)
        {
            tape.Reset();
            throw;
        }
    }

    private void ReadDocument()
    {
        do
        {
            SkipWhiteSpace();
            ReadValue();
        }
        while (MoveToNextValue());
        if (_at != _end) throw Error("there is text after the document");
    }

    /// <summary>Reads a scalar or an empty container, or enters a container and stops before its first value.</summary>
    private void ReadValue()
    {
        switch (_text[_at])
        {
            case (byte)'"':
                ReadString(TapeKind.String);
                break;
            case (byte)'{':
                if (_next is null && TrySkip()) break;
                Open(TapeKind.Object);
                break;
            case (byte)'[':
                if (_next is null && TrySkip()) break;
                Open(TapeKind.Array);
                break;
            case (byte)'t':
                ReadWord(TapeKind.True);
                break;
            case (byte)'f':
                ReadWord(TapeKind.False);
                break;
            case (byte)'n':
                ReadWord(TapeKind.Null);
                if (_parent >= 0 && _tape.Nodes[_parent].Kind == TapeKind.Object) _tape.Nodes[_parent].Flags |= TapeFlags.HasNull;
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                ReadNumber();
                break;
            default:
                throw Unexpected("a value");
        }
    }

    /// <summary>Closes what ends here and moves to the next value of the container around; false when the document is complete.</summary>
    private bool MoveToNextValue()
    {
        while (_parent >= 0)
        {
            if (_isPartial)
            {
                if (MoveToDemandedMember()) return true;
                continue;
            }
            if (_shape is { } shape && TryReadKnownKey(shape)) return true;
            SkipWhiteSpace();
            ref TapeNode parent = ref _tape.Nodes[_parent];
            byte token = _text[_at];
            bool isObject = parent.Kind == TapeKind.Object;
            if (_tape.Count == _parent + 1)
            {
                // Nothing read yet: the container was only just opened.
                if (token != (isObject ? '}' : ']'))
                {
                    parent.B = 1;
                    if (isObject) ReadKey();
                    else _next = _mask.Elements;
                    return true;
                }
            }
            else if (token == ',')
            {
                _at++;
                parent.B++;
                SkipWhiteSpace();
                if (isObject) ReadKey();
                else _next = _mask.Elements;
                return true;
            }
            if (token != (isObject ? '}' : ']')) throw Unexpected(isObject ? "`,` or `}`" : "`,` or `]`");
            _at++;
            Close();
        }
        SkipWhiteSpace();
        return false;
    }

    // While a container is open, its A is the index of the container around it.
    private void Open(TapeKind kind)
    {
        if (++_depth > _maxDepth) throw Error(string.Create(CultureInfo.InvariantCulture, $"nested deeper than {_maxDepth} levels"));
        _parent = _tape.Add(kind, _at, _parent, 0);
        _at++;
        if (_demand is not null) Enter(kind);
    }

    private void Close()
    {
        int closed = _parent;
        ref TapeNode node = ref _tape.Nodes[closed];
        _parent = node.A;
        node.A = _tape.Count;
        _depth--;
        bool isChecked = _isPartial || _shape is not null;
        if (_demand is not null) Leave(node.B);
        if (!isChecked && node.Kind == TapeKind.Object && node.B > 1) CheckDuplicates(closed, node.B);
    }

    private void ReadKey()
    {
        if (_text[_at] != '"') throw Unexpected("a key in double quotes");
        int start = _at + 1;
        ReadString(TapeKind.Key);
        if (_shape is { } shape) _shape = LearnKey(shape, start);
        SkipWhiteSpace();
        if (_text[_at] != ':') throw Unexpected("`:`");
        _at++;
        if (!_mask.IsWhole) _next = _mask.Member(_tape.Nodes[_tape.Count - 1].Symbol);
    }

    private void SkipWhiteSpace()
    {
        byte[] text = _text;
        int i = _at;
        while (text[i] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') i++;
        _at = i;
    }

    private void CheckDuplicates(int index, int count)
    {
        if (count > SmallObject)
        {
            CheckManyKeys(index, count);
            return;
        }
        TapeNode[] nodes = _tape.Nodes;
        int first = index + 1;
        ulong seen = 0;
        for (int key = first; key < nodes[index].A; key = _tape.Skip(key + 1))
        {
            ulong bit = 1UL << (nodes[key].Hash & 63);
            if ((seen & bit) != 0)
            {
                for (int earlier = first; earlier < key; earlier = _tape.Skip(earlier + 1)) CheckDistinct(earlier, key);
            }
            seen |= bit;
        }
    }

    private void CheckManyKeys(int index, int count)
    {
        Span<int> table = _tape.Scratch((int)BitOperations.RoundUpToPowerOf2((uint)count * 2));
        for (int key = index + 1; key < _tape.Nodes[index].A; key = _tape.Skip(key + 1))
        {
            int slot = Utf8Text.Hash(_tape.Utf8(key)) & (table.Length - 1);
            for (; table[slot] != 0; slot = (slot + 1) & (table.Length - 1)) CheckDistinct(table[slot], key);
            table[slot] = key;
        }
    }

    private void CheckDistinct(int earlier, int key)
    {
        if (_tape.Nodes[earlier].Hash != _tape.Nodes[key].Hash || !_tape.Utf8(earlier).SequenceEqual(_tape.Utf8(key))) return;
        _at = _tape.SourceOffset(key);
        throw Error($"duplicate key `{Encoding.UTF8.GetString(_tape.Utf8(key))}`");
    }

    private readonly DocumentException Unexpected(string expected)
    {
        if (_at >= _end) return Error(_end == 0 ? "the document is empty" : $"the text ends where {expected} is expected");
        Rune.DecodeFromUtf8(_text.AsSpan(_at, _end - _at), out Rune found, out _);
        return Error(Rune.IsControl(found) ? $"expected {expected}" : $"expected {expected} but found `{found}`");
    }

    private readonly DocumentException InvalidUtf8()
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(_text.AsSpan(at, _end - at), out _, out int bytes) == System.Buffers.OperationStatus.Done) at += bytes;
        return new DocumentException("the text is not valid UTF-8", LineIndex.Locate(_tape.Source, at), at);
    }

    private readonly DocumentException Error(string reason)
    {
        int at = Math.Min(_at, _end);
        LinePosition position = LineIndex.Locate(_tape.Source, at);
        return new DocumentException(reason, position, at);
    }
}
