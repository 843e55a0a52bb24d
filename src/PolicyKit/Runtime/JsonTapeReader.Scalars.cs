using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace PolicyKit.Runtime;

internal ref partial struct JsonTapeReader
{
    private static readonly uint True = BitConverter.ToUInt32("true"u8);
    private static readonly uint Fals = BitConverter.ToUInt32("fals"u8);
    private static readonly uint Null = BitConverter.ToUInt32("null"u8);

    /// <summary>Numbers of more bytes are refused, and those of more digits in their exponent.</summary>
    public const int MaxNumberLength = 4_096;
    public const int MaxExponentLength = 9;

    private void ReadString(TapeKind kind)
    {
        int quote = _at;
        int start = quote + 1;
        int end = FindSpecial(start);
        if (_text[end] == '"')
        {
            _at = end + 1;
            AddText(kind, quote, start, end - start);
            return;
        }
        int offset = ReadEscaped(quote, start);
        int index = AddText(kind, quote, offset, _tape.Commit(0) - offset);
        _tape.Nodes[index].Flags |= TapeFlags.Escaped;
    }

    private readonly int AddText(TapeKind kind, int quote, int offset, int length) =>
        kind == TapeKind.Key ? _tape.AddKey(offset, length) : _tape.Add(kind, quote, offset, length);

    /// <summary>Decodes a string with escapes behind the text, after the offset of its quote; gives the offset of the decoded text.</summary>
    private int ReadEscaped(int quote, int start)
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, quote);
        _tape.Append(header);
        int offset = _tape.Commit(0);
        _at = start;
        while (true)
        {
            int special = FindSpecial(_at);
            _tape.AppendSource(_at, special - _at);
            _at = special;
            switch (_text[special])
            {
                case (byte)'"':
                    _at++;
                    return offset;
                case (byte)'\\':
                    ReadEscape();
                    break;
                default:
                    throw _at == _end ? Error("the text ends within a string") : Error("a control character in a string must be escaped");
            }
        }
    }

    private void ReadEscape()
    {
        char escape = (char)_text[_at + 1];
        int simple = "\"\\/bfnrt".IndexOf(escape, StringComparison.Ordinal);
        if (simple >= 0)
        {
            _tape.Append("\"\\/\b\f\n\r\t"u8.Slice(simple, 1));
            _at += 2;
        }
        else if (escape == 'u')
        {
            Rune rune = ReadUnicodeEscape();
            Span<byte> utf8 = stackalloc byte[4];
            _tape.Append(utf8[..rune.EncodeToUtf8(utf8)]);
        }
        else
        {
            _at++;
            throw _at >= _end ? Error("the text ends within a string") : Error("there is no such escape in JSON");
        }
    }

    private Rune ReadUnicodeEscape()
    {
        char high = ReadUnit();
        if (!char.IsSurrogate(high)) return new Rune(high);
        if (char.IsHighSurrogate(high) && _text[_at] == '\\' && _text[_at + 1] == 'u')
        {
            int second = _at;
            char low = ReadUnit();
            if (char.IsLowSurrogate(low)) return new Rune(high, low);
            _at = second;
        }
        return Rune.ReplacementChar;
    }

    private char ReadUnit()
    {
        int digits = _at + 2;
        int unit = 0;
        for (int i = digits; i < digits + 4; i++)
        {
            int digit = "0123456789abcdef".IndexOf(char.ToLowerInvariant((char)_text[i]), StringComparison.Ordinal);
            if (digit < 0)
            {
                _at = i;
                throw i >= _end ? Error("the text ends within a string") : Error("`\\u` must be followed by four hexadecimal digits");
            }
            unit = (unit << 4) | digit;
        }
        _at = digits + 4;
        return (char)unit;
    }

    /// <summary>The first quote, backslash or control character; there always is one, as the text is followed by zeros.</summary>
    private readonly int FindSpecial(int from)
    {
        while (true)
        {
            var block = Vector256.LoadUnsafe(ref _text[from]);
            Vector256<byte> special = Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(block, Vector256.Create((byte)' '));
            uint bits = special.ExtractMostSignificantBits();
            if (bits != 0) return from + BitOperations.TrailingZeroCount(bits);
            from += Vector256<byte>.Count;
        }
    }

    private void ReadWord(TapeKind kind)
    {
        int end = FindEndOfWord(_at);
        if (end == 0) throw Unexpected("a value");
        _tape.Add(kind, _at, 0, 0);
        _at = end;
    }

    /// <summary>The offset behind `true`, `false` or `null`; 0 when there is none.</summary>
    private readonly int FindEndOfWord(int at)
    {
        uint word = BitConverter.ToUInt32(_text, at);
        int end = word == True || word == Null ? at + 4 : word == Fals && _text[at + 4] == 'e' ? at + 5 : 0;
        return end > 0 && char.IsAsciiLetterOrDigit((char)_text[end]) ? 0 : end;
    }

    private void ReadNumber()
    {
        byte[] text = _text;
        int start = _at;
        int i = start;
        bool negative = text[i] == '-';
        if (negative) i++;
        int digits = i;
        ulong magnitude = 0;
        for (uint digit; (digit = (uint)text[i] - '0') <= 9; i++) magnitude = (magnitude * 10) + digit;
        int count = i - digits;
        _at = i;
        if (count == 0) throw Unexpected("a digit");
        if (count > 1 && text[digits] == '0') throw Error("a number has no leading zero");
        if (text[i] is (byte)'.' or (byte)'e' or (byte)'E' || count > 18 || (negative && magnitude == 0))
        {
            ReadLongNumber(start);
            return;
        }
        long value = negative ? -(long)magnitude : (long)magnitude;
        _tape.Add(TapeKind.Int64, start, (int)value, (int)(value >> 32));
    }

    private void ReadLongNumber(int start)
    {
        if (_text[_at] == '.')
        {
            _at++;
            SkipDigits();
        }
        if (_text[_at] is (byte)'e' or (byte)'E')
        {
            _at++;
            if (_text[_at] is (byte)'+' or (byte)'-') _at++;
            int exponent = _at;
            SkipDigits();
            if (_at - exponent > MaxExponentLength) throw Error("the exponent of the number is too large");
        }
        int length = _at - start;
        if (length > MaxNumberLength) throw Error("the number has too many digits");
        if (long.TryParse(_text.AsSpan(start, length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value != 0)
        {
            _tape.Add(TapeKind.Int64, start, (int)value, (int)(value >> 32));
        }
        else
        {
            _tape.Add(TapeKind.Number, start, start, length);
        }
    }

    private void SkipDigits()
    {
        int start = _at;
        while (char.IsAsciiDigit((char)_text[_at])) _at++;
        if (_at == start) throw Unexpected("a digit");
    }
}
