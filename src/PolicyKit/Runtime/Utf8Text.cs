using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>Hash, equality and order of texts, the same for UTF-8 bytes and for strings; order is by code point.</summary>
internal static class Utf8Text
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private const int StackLimit = 256;

    // A seed of the process: whoever writes a document cannot choose keys that collide.
    private static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Hash of a UTF-8 text.</summary>
    public static int Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = Seed ^ ((ulong)text.Length * Multiplier);
        while (text.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[sizeof(ulong)..];
        }
        if (text.Length >= sizeof(uint))
        {
            ulong tail = BinaryPrimitives.ReadUInt32LittleEndian(text) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]) << 32);
            hash = Mix(hash ^ tail);
        }
        else if (text.Length > 0)
        {
            hash = Mix(hash ^ (text[0] | ((ulong)text[text.Length >> 1] << 8) | ((ulong)text[^1] << 16)));
        }
        return (int)(hash ^ (hash >> 32));
    }

    /// <summary>Hash of a string: that of its UTF-8 form.</summary>
    public static int Hash(string text)
    {
        int most = text.Length * 3;
        if (most <= StackLimit)
        {
            Span<byte> buffer = stackalloc byte[StackLimit];
            return Hash(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        }
        byte[] rented = ArrayPool<byte>.Shared.Rent(most);
        int hash = Hash(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>Hash of a number of 64 bits.</summary>
    public static int Hash(long number)
    {
        ulong hash = Mix(Seed ^ (ulong)number);
        return (int)(hash ^ (hash >> 32));
    }

    /// <summary>Whether a text of a document starts with a string, without making a string of it; null when the operands are others.</summary>
    public static bool? TryStartsWith(Value text, Value part)
    {
        if (part.Reference is not string { Length: <= StackLimit / 3 } wanted || !text.TryGetUtf8(out ReadOnlySpan<byte> utf8)) return null;
        Span<byte> buffer = stackalloc byte[StackLimit];
        return utf8.StartsWith(buffer[..Encoding.UTF8.GetBytes(wanted, buffer)]);
    }

    /// <summary>As <see cref="TryStartsWith"/>, of the end.</summary>
    public static bool? TryEndsWith(Value text, Value part)
    {
        if (part.Reference is not string { Length: <= StackLimit / 3 } wanted || !text.TryGetUtf8(out ReadOnlySpan<byte> utf8)) return null;
        return EndsWith(utf8, wanted);
    }

    /// <summary>As <see cref="TryStartsWith"/>, of any part.</summary>
    public static bool? TryContains(Value text, Value part)
    {
        if (part.Reference is not string { Length: <= StackLimit / 3 } wanted || !text.TryGetUtf8(out ReadOnlySpan<byte> utf8)) return null;
        Span<byte> buffer = stackalloc byte[StackLimit];
        return utf8.IndexOf(buffer[..Encoding.UTF8.GetBytes(wanted, buffer)]) >= 0;
    }

    /// <summary>Whether a UTF-8 text ends with a string.</summary>
    public static bool EndsWith(ReadOnlySpan<byte> text, string end)
    {
        if (end.Length == 0) return true;
        if (text.Length < end.Length || (end[^1] < 0x80 && text[^1] != end[^1])) return false;
        if (Ascii.Equals(text[^end.Length..], end)) return true;
        return !Ascii.IsValid(end) && text.EndsWith(Encoding.UTF8.GetBytes(end));
    }

    /// <summary>Whether a UTF-8 text and a string are the same.</summary>
    public static bool Equal(ReadOnlySpan<byte> left, string right)
    {
        // Equal lengths mean ASCII only: all else is longer in UTF-8 than in UTF-16.
        if (left.Length == right.Length) return Ascii.Equals(left, right);
        return left.Length > right.Length && Compare(left, right) == 0;
    }

    /// <summary>Order of two UTF-8 texts.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.SequenceCompareTo(right);

    /// <summary>Order of a UTF-8 text and a string.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            Rune.DecodeFromUtf8(left, out Rune l, out int bytes);
            Rune.DecodeFromUtf16(right, out Rune r, out int units);
            if (l != r) return l.Value - r.Value;
            left = left[bytes..];
            right = right[units..];
        }
        return left.IsEmpty ? (right.IsEmpty ? 0 : -1) : 1;
    }

    /// <summary>Order of two strings.</summary>
    public static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length - right.Length;
        char l = left[common];
        char r = right[common];
        // Surrogates stand for code points above all that one unit can hold.
        if (char.IsSurrogate(l) != char.IsSurrogate(r)) return char.IsSurrogate(l) ? 1 : -1;
        return l - r;
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, Multiplier, out ulong low);
        return high ^ low;
    }
}
