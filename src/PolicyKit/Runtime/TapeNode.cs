using System.Runtime.InteropServices;

namespace PolicyKit.Runtime;

/// <summary>What a tape node is. Containers come last: a kind of at least <see cref="Array"/> has a subtree.</summary>
internal enum TapeKind : byte
{
    Null,
    False,
    True,
    Int64,
    Number,
    String,
    Key,

    /// <summary>A container that was not demanded and not read; it has no nodes of its own.</summary>
    Skipped,
    Array,
    Object,
}

/// <summary>Facts about a node that the reader learnt in passing.</summary>
[Flags]
internal enum TapeFlags : byte
{
    None = 0,

    /// <summary>The text had escapes; its decoded copy stands behind the source text, after four bytes that give the offset in the source.</summary>
    Escaped = 1,

    /// <summary>An object with at least one member that is null.</summary>
    HasNull = 2,

    /// <summary>An object of which only demanded members were read; <see cref="TapeNode.Hash"/> is the number of its mask.</summary>
    Partial = 4,
}

/// <summary>
/// One node of a document, depth first. A container's <see cref="A"/> is one past its last node and <see cref="B"/> the number of its members; a member is a key
/// node followed by its value. A text (string, key, number) is <see cref="B"/> bytes at <see cref="A"/>; an integer of 64 bits is inline in both.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TapeNode
{
    /// <summary>A key's interned id or -1; a value's byte offset in the source text.</summary>
    public int Symbol;

    public TapeKind Kind;

    public TapeFlags Flags;

    /// <summary>Upper half of a key's hash; of an object that is read in part, the number of its mask.</summary>
    public ushort Hash;

    public int A;

    public int B;

    public readonly long Int64 => (uint)A | ((long)B << 32);
}
