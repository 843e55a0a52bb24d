using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>The members of objects that are read with a mask: their keys are compared with those that followed before, or kept to look for duplicates.</summary>
internal ref partial struct JsonTapeReader
{
    /// <summary>Passes over the members that are not demanded and stops before the value of the next that is; false when the object ends first, which closes it.</summary>
    private bool MoveToDemandedMember()
    {
        if (_shape is not { } shape) return MoveToNotedMember();
        byte[] text = _text;
        int at = _at;
        while (true)
        {
            if (text[at] == '}') return CloseAt(at, shape.Count);
            ObjectShape? next = shape.FindWritten(text, at);
            int key;
            if (next is not null)
            {
                at += next.PatternLength;
                key = at - 2 - next.KeyLength;
            }
            else
            {
                next = ReadKey(shape, at, out int start, out int behindKey);
                if (next is null) return text[behindKey] == '}' ? CloseAt(behindKey, shape.Count) : MoveToUnshapedMember(shape, behindKey);
                (key, at) = (start, behindKey);
            }
            shape = next;
            if (shape.IsDemanded)
            {
                _tape.AddKey(key, shape.KeyLength, shape.Symbol, shape.Hash);
                _tape.Reader.Slots[_slots + shape.Ordinal] = _tape.Count;
                return StopBefore(at, shape, shape.Mask);
            }
            int behind = TrySkipValue(PassWhiteSpace(at));
            if (behind < 0)
            {
                // A strict look tells what is wrong with it, or that it is only deep.
                _tape.AddKey(key, shape.KeyLength);
                return StopBefore(at, shape, ReadMask.Whole);
            }
            at = behind;
        }
    }

    /// <summary>Reads a key that is not written as those before, up to behind its colon; null when the object ends, or cannot have a shape with that key.</summary>
    private readonly ObjectShape? ReadKey(ObjectShape shape, int at, out int key, out int behind)
    {
        byte[] text = _text;
        behind = at = PassWhiteSpace(at);
        key = 0;
        if (text[at] == '}') return null;
        if (shape.Count > 0)
        {
            if (text[at] != ',') throw UnexpectedAt(at, "`,` or `}`");
            at = PassWhiteSpace(at + 1);
        }
        if (text[at] != '"') throw UnexpectedAt(at, "a key in double quotes");
        key = at + 1;
        int end = FindSpecial(key);
        if (text[end] != '"') return null;
        ObjectShape? next = shape.Find(ReadMask.SignatureOf(text, key, end - key), text.AsSpan(key, end - key), _mask);
        if (next is null) return null;
        at = PassWhiteSpace(end + 1);
        if (text[at] != ':') throw UnexpectedAt(at, "`:`");
        behind = at + 1;
        return next;
    }

    /// <summary>Reads the next key of an object all of whose members are read, up to behind its colon; false when it is not written as those before.</summary>
    private bool TryReadKnownKey(ObjectShape shape)
    {
        if (shape.FindWritten(_text, _at) is not { } next) return false;
        _at += next.PatternLength;
        _tape.AddKey(_at - 2 - next.KeyLength, next.KeyLength, next.Symbol, next.Hash);
        _tape.Nodes[_parent].B = next.Count;
        (_shape, _next) = (next, next.Mask);
        return true;
    }

    /// <summary>The shape with the key that was just read, in an object all of whose members are read; null when there is none.</summary>
    private readonly ObjectShape? LearnKey(ObjectShape shape, int start)
    {
        ref readonly TapeNode key = ref _tape.Nodes[_tape.Count - 1];
        return (key.Flags & TapeFlags.Escaped) != 0 ? null : shape.Find(ReadMask.SignatureOf(_text, start, key.B), _text.AsSpan(start, key.B), _mask);
    }

    /// <summary>Goes on in an object whose next key makes it one without a shape.</summary>
    private bool MoveToUnshapedMember(ObjectShape shape, int at)
    {
        (_shape, _groups, _firstKey) = (null, 0, _keyCount);
        foreach (ObjectShape known in shape.Keys()) NoteKey(known.Signature, ReadMask.Spread(known.Signature), _tape.Append(known.Key), known.KeyLength);
        _tape.Nodes[_parent].B = shape.Count;
        _at = at;
        return MoveToNotedMember();
    }

    /// <summary>As <see cref="MoveToDemandedMember"/>, in an object of no known shape.</summary>
    private bool MoveToNotedMember()
    {
        byte[] text = _text;
        ReadMask mask = _mask;
        int count = _tape.Nodes[_parent].B;
        int at = _at;
        while (true)
        {
            at = PassWhiteSpace(at);
            byte token = text[at];
            if (token == '}') return CloseAt(at, count);
            if (count > 0)
            {
                if (token != ',') throw UnexpectedAt(at, "`,` or `}`");
                at = PassWhiteSpace(at + 1);
                token = text[at];
            }
            count++;
            if (token != '"') throw UnexpectedAt(at, "a key in double quotes");
            int start = at + 1;
            int end = FindSpecial(start);
            if (text[end] != '"') return ReadEscapedKey(at, count);
            ulong signature = ReadMask.SignatureOf(text, start, end - start);
            ulong spread = ReadMask.Spread(signature);
            NoteKey(signature, spread, start, end - start);
            at = PassWhiteSpace(end + 1);
            if (text[at] != ':') throw UnexpectedAt(at, "`:`");
            at++;
            if (mask.Find(signature, spread, text.AsSpan(start, end - start)) is { } entry)
            {
                _tape.AddKey(start, end - start, entry.Key.Id, entry.Hash);
                _tape.Reader.Slots[_slots + entry.Ordinal] = _tape.Count;
                return StopBefore(at, count, entry.Mask);
            }
            int behind = TrySkipValue(PassWhiteSpace(at));
            if (behind < 0)
            {
                // A strict look tells what is wrong with it, or that it is only deep.
                _tape.AddKey(start, end - start);
                return StopBefore(at, count, ReadMask.Whole);
            }
            at = behind;
        }
    }

    private bool ReadEscapedKey(int quote, int count)
    {
        _at = quote;
        ReadString(TapeKind.Key);
        ref readonly TapeNode key = ref _tape.Nodes[_tape.Count - 1];
        byte[] name = [.. _tape.Utf8(_tape.Count - 1), 0, 0, 0, 0, 0, 0, 0, 0];
        ulong signature = ReadMask.SignatureOf(name, 0, key.B);
        NoteKey(signature, ReadMask.Spread(signature), key.A, key.B);
        if (_mask.Find(signature, ReadMask.Spread(signature), name.AsSpan(0, key.B)) is { } entry) _tape.Reader.Slots[_slots + entry.Ordinal] = _tape.Count;
        SkipWhiteSpace();
        if (_text[_at] != ':') throw Unexpected("`:`");
        return StopBefore(_at + 1, count, ReadMask.Whole);
    }

    /// <summary>Keeps a key of the object, and looks for its like among those before when it is in a group that has some.</summary>
    private void NoteKey(ulong signature, ulong spread, int offset, int length)
    {
        ReaderState state = _tape.Reader;
        if (_keyCount == state.Keys.Length) state.GrowKeys();
        if (_keyCount - _firstKey <= SmallObject)
        {
            ulong group = 1UL << (int)(spread >> 58);
            if ((_groups & group) != 0)
            {
                for (int i = _firstKey; i < _keyCount; i++)
                {
                    ref readonly ReaderState.KeyNote known = ref state.Keys[i];
                    if (known.Signature == signature) CheckDistinct(known, offset, length);
                }
            }
            _groups |= group;
        }
        ref ReaderState.KeyNote note = ref state.Keys[_keyCount++];
        (note.Signature, note.Offset, note.Length) = (signature, offset, length);
    }

    private void CheckManyNotes(int count)
    {
        Span<int> table = _tape.Scratch((int)BitOperations.RoundUpToPowerOf2((uint)count * 2));
        ReadOnlySpan<ReaderState.KeyNote> notes = _tape.Reader.Keys.AsSpan(_firstKey, count);
        for (int i = 0; i < notes.Length; i++)
        {
            ReadOnlySpan<byte> text = _tape.Text(notes[i].Offset, notes[i].Length);
            int slot = Utf8Text.Hash(text) & (table.Length - 1);
            for (; table[slot] != 0; slot = (slot + 1) & (table.Length - 1)) CheckDistinct(notes[table[slot] - 1], notes[i].Offset, notes[i].Length);
            table[slot] = i + 1;
        }
    }

    private void CheckDistinct(in ReaderState.KeyNote known, int offset, int length)
    {
        ReadOnlySpan<byte> text = _tape.Text(offset, length);
        if (!_tape.Text(known.Offset, known.Length).SequenceEqual(text)) return;
        // A text with escapes stands behind the source, after the offset of its quote.
        _at = offset < _end ? offset - 1 : BinaryPrimitives.ReadInt32LittleEndian(_tape.Text(offset - sizeof(int), sizeof(int)));
        throw Error($"duplicate key `{Encoding.UTF8.GetString(text)}`");
    }
}
