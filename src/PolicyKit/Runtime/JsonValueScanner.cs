using System.Numerics;

namespace PolicyKit.Runtime;

/// <summary>What a scan found.</summary>
internal enum ScanResult
{
    /// <summary>The text so far is a part of a value.</summary>
    NeedsMore,

    /// <summary>The value ends.</summary>
    Ends,

    /// <summary>The text is no JSON value.</summary>
    Broken,
}

/// <summary>
/// Finds the end of a string or container in text that comes in parts, 64 bytes at a time, by its quotes and brackets. That it is sound otherwise is for a reader to say; only what shows that the end will not be
/// found is noticed: control characters in strings, and an object at the start of a line where none can stand.
/// </summary>
internal struct JsonValueScanner
{
    private int _at;
    private int _depth;
    private ulong _isEscaping;
    private ulong _isInString;
    private ulong _isAfterLine;
    private byte _before;

    /// <summary>Scans on.</summary>
    /// <param name="text">The text from the start of the value on, with at least 64 more bytes, of any value, behind what counts.</param>
    /// <param name="length">How much of the text counts.</param>
    /// <param name="end">The offset behind the value, or of what is wrong.</param>
    public ScanResult Scan(ReadOnlySpan<byte> text, int length, out int end)
    {
        while (_at < length)
        {
            ReadOnlySpan<byte> block = text.Slice(_at, JsonBits.BlockSize);
            int count = Math.Min(JsonBits.BlockSize, length - _at);
            ulong counts = ulong.MaxValue >> (JsonBits.BlockSize - count);
            ulong backslashes = JsonBits.Equal(block, (byte)'\\') & counts;
            ulong escaped = JsonSkipper.FindEscaped(backslashes, ref _isEscaping);
            if (count < JsonBits.BlockSize) _isEscaping = (escaped >> count) & 1;
            ulong quotes = JsonBits.Equal(block, (byte)'"') & counts & ~escaped;
            ulong strings = JsonSkipper.PrefixXor(quotes) ^ _isInString;
            _isInString = 0 - ((strings >> (count - 1)) & 1);
            ulong opening = JsonBits.EqualFolded(block, (byte)'{', 0x20) & ~strings & counts;
            ulong closing = JsonBits.EqualFolded(block, (byte)'}', 0x20) & ~strings & counts;
            ulong controls = JsonBits.Control(block);
            ulong wrong = ((controls & strings) | (backslashes & ~strings)) & counts;
            ulong starts = 0;
            if ((controls | _isAfterLine) != 0)
            {
                ulong lines = JsonBits.Equal(block, (byte)'\n') & counts;
                starts = ((lines << 1) | _isAfterLine) & opening;
                _isAfterLine = (lines >> (count - 1)) & 1;
            }
            if ((wrong | starts) != 0 || BitOperations.PopCount(closing) >= _depth)
            {
                ScanResult result = LookCloser(text, opening, closing, quotes & ~strings, wrong, starts, out end);
                if (result != ScanResult.NeedsMore) return result;
            }
            else
            {
                _depth += BitOperations.PopCount(opening) - BitOperations.PopCount(closing);
            }
            _at += count;
        }
        end = 0;
        return ScanResult.NeedsMore;
    }

    /// <summary>Forgets the text that was scanned: the next scan is of what follows it.</summary>
    public void Drop(ReadOnlySpan<byte> scanned)
    {
        int last = scanned.LastIndexOfAnyExcept(" \t\r\n"u8);
        if (last >= 0) _before = scanned[last];
        _at = 0;
    }

    private ScanResult LookCloser(ReadOnlySpan<byte> text, ulong opening, ulong closing, ulong ends, ulong wrong, ulong starts, out int end)
    {
        for (ulong events = opening | closing | wrong | (_depth == 0 ? ends : 0); events != 0; events &= events - 1)
        {
            ulong bit = events & (0 - events);
            end = _at + BitOperations.TrailingZeroCount(bit);
            if ((bit & wrong) != 0) return ScanResult.Broken;
            if ((bit & opening) != 0)
            {
                if ((bit & starts) != 0 && text[end] == '{' && !MayFollow(text[..end])) return ScanResult.Broken;
                _depth++;
                continue;
            }
            if ((bit & closing) != 0) _depth--;
            end++;
            if (_depth <= 0) return ScanResult.Ends;
        }
        end = 0;
        return ScanResult.NeedsMore;
    }

    /// <summary>Whether a value may follow a text.</summary>
    private readonly bool MayFollow(ReadOnlySpan<byte> text)
    {
        int last = text.LastIndexOfAnyExcept(" \t\r\n"u8);
        return (last >= 0 ? text[last] : _before) is (byte)',' or (byte)':' or (byte)'[';
    }
}
