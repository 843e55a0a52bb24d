using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PolicyKit.Runtime;

/// <summary>Where a byte stands in a block of 64.</summary>
internal static class JsonBits
{
    public const int BlockSize = 64;

    /// <summary>A bit for each byte of the block that equals a value.</summary>
    /// <param name="block">At least 64 bytes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal(ReadOnlySpan<byte> block, byte value) => EqualFolded(block, value, 0);

    /// <summary>A bit for each byte of the block that equals a value once some bits of it are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualFolded(ReadOnlySpan<byte> block, byte value, byte set)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> low = Vector256.Create(block) | Vector256.Create(set);
            Vector256<byte> high = Vector256.Create(block[Vector256<byte>.Count..]) | Vector256.Create(set);
            return Vector256.Equals(low, Vector256.Create(value)).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, Vector256.Create(value)).ExtractMostSignificantBits() << 32);
        }
        ulong bits = 0;
        for (int i = 0; i < BlockSize; i += Vector128<byte>.Count)
        {
            bits |= (ulong)Vector128.Equals(Vector128.Create(block[i..]) | Vector128.Create(set), Vector128.Create(value)).ExtractMostSignificantBits() << i;
        }
        return bits;
    }

    /// <summary>A bit for each byte of the block that is a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Control(ReadOnlySpan<byte> block)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            ulong low = Vector256.LessThan(Vector256.Create(block), Vector256.Create((byte)' ')).ExtractMostSignificantBits();
            return low | ((ulong)Vector256.LessThan(Vector256.Create(block[Vector256<byte>.Count..]), Vector256.Create((byte)' ')).ExtractMostSignificantBits() << 32);
        }
        ulong bits = 0;
        for (int i = 0; i < BlockSize; i += Vector128<byte>.Count)
        {
            bits |= (ulong)Vector128.LessThan(Vector128.Create(block[i..]), Vector128.Create((byte)' ')).ExtractMostSignificantBits() << i;
        }
        return bits;
    }
}
