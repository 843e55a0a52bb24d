namespace PolicyKit.Runtime;

internal ref partial struct JsonTapeReader
{
    private static readonly Key ApiVersion = SymbolTable.Intern("apiVersion");
    private static readonly Key Kind = SymbolTable.Intern("kind");

    /// <summary>Goes into a container with the mask of the next value.</summary>
    private void Enter()
    {
        if (_depth > _tape.Masks.Length) _tape.GrowMasks();
        _tape.Masks[_depth - 1] = _mask;
        // A container that could not be skipped is read strictly.
        _mask = _next ?? ReadMask.Whole;
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

    /// <summary>The mask of the member whose key was just read.</summary>
    private ReadMask? MaskOfMember()
    {
        int symbol = _tape.Nodes[_tape.Count - 1].Symbol;
        if (_mask == ReadMask.OfKind)
        {
            if (symbol == ApiVersion.Id || symbol == Kind.Id) return ReadMask.Whole;
            _mask = FindMask();
            // The names of a mask that was just made may be new.
            ReadOnlySpan<byte> name = _tape.Utf8(_tape.Count - 1);
            symbol = SymbolTable.Find(name, Utf8Text.Hash(name));
        }
        return _mask.Member(symbol);
    }

    /// <summary>The mask of the object by its kind, from the members read so far or, when they come later, from those ahead.</summary>
    private readonly ReadMask FindMask()
    {
        ReadOnlySpan<byte> apiVersion = default;
        ReadOnlySpan<byte> kind = default;
        for (int key = 1; key < _tape.Count - 1; key += 2)
        {
            if (_tape.Nodes[key + 1].Kind != TapeKind.String) return ReadMask.Whole;
            if (_tape.Nodes[key].Symbol == ApiVersion.Id) apiVersion = _tape.Utf8(key + 1);
            else kind = _tape.Utf8(key + 1);
        }
        for (int at = _at; apiVersion.IsEmpty || kind.IsEmpty;)
        {
            at = FindNextMember(at, out ReadOnlySpan<byte> name);
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
        if (_text[at] != ',') return -1;
        at = PassWhiteSpace(at + 1);
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

    private readonly int PassWhiteSpace(int at)
    {
        while (_text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
    }
}
