using System.Buffers.Binary;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PolicyKit.Packs;

/// <summary>
/// The frame of a pack: magic, format version, library version and checksum, then the sections. All numbers of fixed size are little-endian; all others are in groups of seven bits, lowest first.
/// </summary>
internal static class PackFormat
{
    /// <summary>To be raised when what is written changes.</summary>
    public const int Version = 2;

    /// <summary>Its line ends tell where a transfer as text has changed the bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "PKPACK\r\n"u8;

    /// <summary>The version of the library, which must be the same: what the binder makes of a text may change with it.</summary>
    public static string Library { get; } = typeof(PackFormat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Tells damage, and texts that have changed; a change of any eight bytes changes it. It is no signature.</summary>
    public static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        const ulong Factor = 0x9E37_79B9_7F4A_7C15;
        ulong sum = (ulong)bytes.Length * Factor;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) sum = BitOperations.RotateLeft((sum ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Factor, 29);
        foreach (byte rest in bytes) sum = BitOperations.RotateLeft((sum ^ rest) * Factor, 29);
        return sum ^ (sum >> 32);
    }

    /// <summary>The checksum of a text's UTF-16 units.</summary>
    public static ulong Checksum(string text) => Checksum(MemoryMarshal.AsBytes(text.AsSpan()));
}

/// <summary>The sections, in order.</summary>
internal enum PackSection
{
    /// <summary>Every text that is written, once.</summary>
    Strings,

    /// <summary>Texts, packages, policies and rules.</summary>
    Symbols,

    /// <summary>What policies read, by policy.</summary>
    Reads,

    /// <summary>The clauses of rules, by rule.</summary>
    Bodies,

    /// <summary>Tests.</summary>
    Tests,

    /// <summary>How many sections there are.</summary>
    Count,
}
