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
    public static ulong Equal(ReadOnlySpan<byte> block, byte value)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            ulong low = Vector256.Equals(Vector256.Create(block), Vector256.Create(value)).ExtractMostSignificantBits();
            return low | ((ulong)Vector256.Equals(Vector256.Create(block[Vector256<byte>.Count..]), Vector256.Create(value)).ExtractMostSignificantBits() << 32);
        }
        ulong bits = 0;
        for (int i = 0; i < BlockSize; i += Vector128<byte>.Count)
        {
            bits |= (ulong)Vector128.Equals(Vector128.Create(block[i..]), Vector128.Create(value)).ExtractMostSignificantBits() << i;
        }
        return bits;
    }
}
