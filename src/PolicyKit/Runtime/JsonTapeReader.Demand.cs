using System.Runtime.CompilerServices;

namespace PolicyKit.Runtime;

internal ref partial struct JsonTapeReader
{
    /// <summary>Integers of at most so many digits need no closer look.</summary>
    private const int PlainDigits = 18;

    private static readonly Key ApiVersion = SymbolTable.Intern("apiVersion");
    private static readonly Key Kind = SymbolTable.Intern("kind");

    /// <summary>Goes into a container with the mask of the next value.</summary>
    private void Enter(TapeKind kind)
    {
        ReaderState state = _tape.Reader;
        if (_depth > state.Frames.Length) state.GrowFrames();
        ref ReaderState.Frame frame = ref state.Frames[_depth - 1];
        (frame.Mask, frame.Shape, frame.Slots, frame.Groups, frame.FirstKey) = (_mask, _shape, _slots, _groups, _firstKey);
        // A container that could not be skipped is read strictly.
        _mask = _next ?? ReadMask.Whole;
        if (_mask == ReadMask.OfKind) state.Root = _mask = kind == TapeKind.Object ? FindMask() : ReadMask.Whole;
        (_shape, _isPartial) = (kind == TapeKind.Object ? _mask.Shape : null, false);
        if (kind != TapeKind.Object || !_mask.IsPartial) return;
        if (!state.TryAdd(_mask, out ushort number))
        {
            (_mask, _shape) = (ReadMask.Whole, null);
            return;
        }
        ref TapeNode node = ref _tape.Nodes[_parent];
        node.Flags = TapeFlags.Partial;
        node.Hash = number;
        (_isPartial, _slots) = (true, state.Objects[number].Slots);
    }

    /// <summary>Leaves a container of some members or elements.</summary>
    private void Leave(int count)
    {
        if (_isPartial && _shape is null)
        {
            if (count > SmallObject) CheckManyNotes(count);
            _keyCount = _firstKey;
        }
        ref ReaderState.Frame frame = ref _tape.Reader.Frames[_depth];
        (_mask, _shape, _slots, _groups, _firstKey) = (frame.Mask, frame.Shape, frame.Slots, frame.Groups, frame.FirstKey);
        _isPartial = _parent >= 0 && (_tape.Nodes[_parent].Flags & TapeFlags.Partial) != 0;
    }

    private bool CloseAt(int at, int count)
    {
        _tape.Nodes[_parent].B = count;
        _at = at + 1;
        Close();
        return false;
    }

    private bool StopBefore(int at, int count, ReadMask? mask)
    {
        _tape.Nodes[_parent].B = count;
        _at = at;
        _next = mask;
        return true;
    }

    private readonly DocumentException UnexpectedAt(int at, string expected)
    {
        JsonTapeReader there = this;
        there._at = at;
        return there.Unexpected(expected);
    }

    private bool StopBefore(int at, ObjectShape shape, ReadMask? mask)
    {
        _shape = shape;
        _at = at;
        _next = mask;
        return true;
    }

    /// <summary>The offset behind a value; -1 when it is a container that needs a strict look.</summary>
    private int TrySkipValue(int at)
    {
        byte[] text = _text;
        byte token = text[at];
        if (token == '"')
        {
            int quote = FindSpecial(at + 1);
            if (text[quote] == '"') return quote + 1;
        }
        else if (token is (byte)'{' or (byte)'[')
        {
            // What is empty is closed by the bracket that is two further on.
            return text[at + 1] == token + 2 ? at + 2 : JsonSkipper.Skip(text, at, _end, _maxDepth - _depth);
        }
        else if (token is >= (byte)'1' and <= (byte)'9')
        {
            int end = at + 1;
            while (text[end] is >= (byte)'0' and <= (byte)'9') end++;
            if (text[end] is not ((byte)'.' or (byte)'e' or (byte)'E') && end - at <= PlainDigits) return end;
        }
        else if (FindEndOfWord(at) is var behind and > 0)
        {
            return behind;
        }
        int count = _tape.Count;
        _at = at;
        ReadValue();
        _tape.Truncate(count);
        return _at;
    }

    /// <summary>Skips the container that opens here; false when a strict look must tell what is wrong with it.</summary>
    private bool TrySkip()
    {
        int end = JsonSkipper.Skip(_text, _at, _end, _maxDepth - _depth);
        if (end < 0) return false;
        _tape.Add(TapeKind.Skipped, _at, 0, 0);
        _at = end;
        return true;
    }

    /// <summary>The mask of the object that opened here by its kind; its members are read ahead for that.</summary>
    private readonly ReadMask FindMask()
    {
        ReadOnlySpan<byte> apiVersion = default;
        ReadOnlySpan<byte> kind = default;
        for (int at = FindValue(PassWhiteSpace(_at), out ReadOnlySpan<byte> name); apiVersion.IsEmpty || kind.IsEmpty; at = FindNextMember(at, out name))
        {
            if (at < 0) return ReadMask.Whole;
            bool isApiVersion = name.SequenceEqual(ApiVersion.Utf8);
            if (!isApiVersion && !name.SequenceEqual(Kind.Utf8)) continue;
            if (ReadPlainText(at) is var text && text.IsEmpty) return ReadMask.Whole;
            if (isApiVersion) apiVersion = text;
            else kind = text;
        }
        return _demand!.MaskOf(apiVersion, kind);
    }

    /// <summary>From a value in the object around, the offset of the next member's value, and its key; -1 when there is none or a strict look is needed.</summary>
    private readonly int FindNextMember(int at, out ReadOnlySpan<byte> name)
    {
        name = default;
        at = FindEndOfValue(PassWhiteSpace(at));
        if (at < 0) return -1;
        at = PassWhiteSpace(at);
        return _text[at] == ',' ? FindValue(PassWhiteSpace(at + 1), out name) : -1;
    }

    /// <summary>From a key the offset of its value, and the key; -1 when a strict look is needed.</summary>
    private readonly int FindValue(int at, out ReadOnlySpan<byte> name)
    {
        name = ReadPlainText(at);
        if (name.IsEmpty) return -1;
        at = PassWhiteSpace(at + name.Length + 2);
        return _text[at] == ':' ? PassWhiteSpace(at + 1) : -1;
    }

    private readonly int FindEndOfValue(int at)
    {
        switch (_text[at])
        {
            case (byte)'{' or (byte)'[':
                return JsonSkipper.Skip(_text, at, _end, _maxDepth - _depth);
            case (byte)'"':
                int end = FindSpecial(at + 1);
                return _text[end] == '"' ? end + 1 : -1;
            default:
                while (_text[at] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') or (byte)'E' or (byte)'.' or (byte)'+' or (byte)'-') at++;
                return at;
        }
    }

    /// <summary>The text of a string without escapes; empty when there is none.</summary>
    private readonly ReadOnlySpan<byte> ReadPlainText(int at)
    {
        if (_text[at] != '"') return default;
        int end = FindSpecial(at + 1);
        return _text[end] == '"' ? _text.AsSpan(at + 1, end - at - 1) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int PassWhiteSpace(int at)
    {
        byte[] text = _text;
        while (text[at] <= ' ' && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
    }
}
