using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PolicyKit.Runtime;

/// <summary>
/// Finds the end of a JSON container without reading it, 64 bytes at a time: strings by the parity of quotes, containers by their brackets, which must match. Escapes and control characters in strings are
/// checked; commas, colons, numbers and keys are not.
/// </summary>
internal static class JsonSkipper
{
    /// <summary>The container does not end as it should, or is too deep for this reader: a strict reader will say what is wrong with it.</summary>
    public const int LookCloser = -1;

    private const int BlockSize = 64;
    private const int MaxLevels = 64;
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    /// <summary>The offset behind the container that opens at <paramref name="start"/>, or <see cref="LookCloser"/>.</summary>
    /// <param name="text">The text, with at least <see cref="BlockSize"/> zero bytes behind its end.</param>
    /// <param name="start">Offset of the bracket.</param>
    /// <param name="end">Offset of the end of the text.</param>
    /// <param name="levels">How deep the container may nest, itself counted.</param>
    public static int Skip(ReadOnlySpan<byte> text, int start, int end, int levels)
    {
        levels = Math.Min(levels, MaxLevels);
        ulong isEscaping = 0;
        ulong isInString = 0;
        ulong kinds = 0;
        int depth = 0;
        for (int at = start; at < end; at += BlockSize)
        {
            Block block = Classify(text.Slice(at, BlockSize));
            ulong escaped = FindEscaped(block.Backslash, ref isEscaping);
            ulong strings = PrefixXor(block.Quote & ~escaped) ^ isInString;
            isInString = (ulong)((long)strings >> 63);
            ulong wrong = (block.Control & strings) | (block.Backslash & ~strings) | (escaped == 0 ? 0 : FindNoEscapes(text, at, escaped));
            for (ulong brackets = block.Bracket & ~strings; brackets != 0; brackets &= brackets - 1)
            {
                int position = at + BitOperations.TrailingZeroCount(brackets);
                byte bracket = text[position];
                ulong kind = (ulong)(bracket >> 5) & 1;
                if ((bracket & 4) == 0)
                {
                    if (depth == levels) return LookCloser;
                    kinds = (kinds << 1) | kind;
                    depth++;
                    continue;
                }
                if ((kinds & 1) != kind) return LookCloser;
                kinds >>= 1;
                if (--depth == 0) return (wrong & ((brackets & (ulong)-(long)brackets) - 1)) == 0 ? position + 1 : LookCloser;
            }
            if (wrong != 0) return LookCloser;
        }
        return LookCloser;
    }

    private readonly record struct Block(ulong Quote, ulong Backslash, ulong Control, ulong Bracket);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Block Classify(ReadOnlySpan<byte> text)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var all = Vector512.Create(text);
            Vector512<byte> folded = all | Vector512.Create((byte)0x20);
            return new Block(
                Vector512.Equals(all, Vector512.Create((byte)'"')).ExtractMostSignificantBits(),
                Vector512.Equals(all, Vector512.Create((byte)'\\')).ExtractMostSignificantBits(),
                Vector512.LessThan(all, Vector512.Create((byte)' ')).ExtractMostSignificantBits(),
                Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits() | Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits());
        }
        if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.Create(text);
            var high = Vector256.Create(text[Vector256<byte>.Count..]);
            return new Block(
                Bits(Vector256.Equals(low, Vector256.Create((byte)'"')), Vector256.Equals(high, Vector256.Create((byte)'"'))),
                Bits(Vector256.Equals(low, Vector256.Create((byte)'\\')), Vector256.Equals(high, Vector256.Create((byte)'\\'))),
                Bits(Vector256.LessThan(low, Vector256.Create((byte)' ')), Vector256.LessThan(high, Vector256.Create((byte)' '))),
                Bits(IsBracket(low), IsBracket(high)));
        }
        ulong quote = 0, backslash = 0, control = 0, bracket = 0;
        for (int i = 0; i < BlockSize; i += Vector128<byte>.Count)
        {
            var part = Vector128.Create(text[i..]);
            quote |= (ulong)Vector128.Equals(part, Vector128.Create((byte)'"')).ExtractMostSignificantBits() << i;
            backslash |= (ulong)Vector128.Equals(part, Vector128.Create((byte)'\\')).ExtractMostSignificantBits() << i;
            control |= (ulong)Vector128.LessThan(part, Vector128.Create((byte)' ')).ExtractMostSignificantBits() << i;
            Vector128<byte> folded = part | Vector128.Create((byte)0x20);
            bracket |= (ulong)(Vector128.Equals(folded, Vector128.Create((byte)'{')) | Vector128.Equals(folded, Vector128.Create((byte)'}'))).ExtractMostSignificantBits() << i;
        }
        return new Block(quote, backslash, control, bracket);
    }

    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) => low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    /// <summary><c>[</c> and <c>]</c> differ from <c>{</c> and <c>}</c> in one bit.</summary>
    private static Vector256<byte> IsBracket(Vector256<byte> bytes)
    {
        Vector256<byte> folded = bytes | Vector256.Create((byte)0x20);
        return Vector256.Equals(folded, Vector256.Create((byte)'{')) | Vector256.Equals(folded, Vector256.Create((byte)'}'));
    }

    /// <summary>The bytes that a backslash before them escapes: in a run of backslashes every second one. Whether the next block's first byte is escaped is carried on.</summary>
    internal static ulong FindEscaped(ulong backslash, ref ulong isEscaping)
    {
        if (backslash == 0)
        {
            ulong first = isEscaping;
            isEscaping = 0;
            return first;
        }
        backslash &= ~isEscaping;
        ulong following = (backslash << 1) | isEscaping;
        ulong oddStarts = backslash & ~EvenBits & ~following;
        ulong runs = oddStarts + backslash;
        isEscaping = runs < backslash ? 1UL : 0UL;
        return (EvenBits ^ (runs << 1)) & following;
    }

    /// <summary>For each bit the parity of the bits up to and with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported) return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        for (int shift = 1; shift < BlockSize; shift <<= 1) bits ^= bits << shift;
        return bits;
    }

    /// <summary>Those of the escaped bytes that do not belong to an escape of JSON.</summary>
    private static ulong FindNoEscapes(ReadOnlySpan<byte> text, int at, ulong escaped)
    {
        ulong wrong = 0;
        for (; escaped != 0; escaped &= escaped - 1)
        {
            int bit = BitOperations.TrailingZeroCount(escaped);
            byte escape = text[at + bit];
            if (escape == 'u' ? !IsHexadecimal(text.Slice(at + bit + 1, 4)) : !"\"\\/bfnrt"u8.Contains(escape)) wrong |= 1UL << bit;
        }
        return wrong;
    }

    private static bool IsHexadecimal(ReadOnlySpan<byte> digits)
    {
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        }
        return true;
    }
}
