namespace PolicyKit.Runtime;

/// <summary>Comments and trailing commas in text that was read by a reader that allows them, so it is sound beside them.</summary>
internal static class LooseJson
{
    /// <summary>Whether there is a comment. It could hide what follows from whoever skips by quotes and brackets.</summary>
    public static bool HasComments(ReadOnlySpan<byte> text)
    {
        ulong isEscaping = 0;
        ulong isInString = 0;
        int at = 0;
        for (; at + JsonBits.BlockSize <= text.Length; at += JsonBits.BlockSize)
        {
            if (HasComments(text.Slice(at, JsonBits.BlockSize), ref isEscaping, ref isInString)) return true;
        }
        Span<byte> last = stackalloc byte[JsonBits.BlockSize];
        last.Clear();
        text[at..].CopyTo(last);
        return HasComments(last, ref isEscaping, ref isInString);
    }

    /// <summary>Writes spaces over comments and trailing commas, so that all else keeps its place.</summary>
    public static void Blank(Span<byte> text)
    {
        int comma = -1;
        int length;
        for (int at = 0; at < text.Length; at += length)
        {
            byte token = text[at];
            length = 1;
            switch (token)
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    continue;
                case (byte)'/':
                    length = LengthOfComment(text[at..]);
                    Clear(text.Slice(at, length));
                    continue;
                case (byte)'"':
                    length = LengthOfString(text[at..]);
                    break;
                case (byte)'}' or (byte)']' when comma >= 0:
                    text[comma] = (byte)' ';
                    break;
            }
            comma = token == ',' ? at : -1;
        }
    }

    private static bool HasComments(ReadOnlySpan<byte> block, ref ulong isEscaping, ref ulong isInString)
    {
        ulong escaped = JsonSkipper.FindEscaped(JsonBits.Equal(block, (byte)'\\'), ref isEscaping);
        ulong strings = JsonSkipper.PrefixXor(JsonBits.Equal(block, (byte)'"') & ~escaped) ^ isInString;
        isInString = (ulong)((long)strings >> 63);
        return (JsonBits.Equal(block, (byte)'/') & ~strings) != 0;
    }

    private static int LengthOfString(ReadOnlySpan<byte> text)
    {
        int at = 1;
        while (text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and int length)
        {
            at += length;
            if (text[at] == '"') return at + 1;
            at += 2;
        }
        return text.Length;
    }

    private static int LengthOfComment(ReadOnlySpan<byte> text)
    {
        bool isLine = text.StartsWith("//"u8);
        int length = isLine ? text.IndexOfAny((byte)'\n', (byte)'\r') : text[2..].IndexOf("*/"u8) + 4;
        return length < 0 ? text.Length : length;
    }

    /// <summary>Lines stay lines.</summary>
    private static void Clear(Span<byte> comment)
    {
        foreach (ref byte c in comment)
        {
            if (c is not ((byte)'\n' or (byte)'\r')) c = (byte)' ';
        }
    }
}
