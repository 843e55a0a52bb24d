using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using PolicyKit.Runtime;

namespace PolicyKit.Emit.Screens;

/// <summary>A <see cref="ReadMask"/> and all masks in it, in few arrays: a mask is a number, and all that is asked of a name is next to each other.</summary>
internal sealed class ElementMask
{
    public const int None = -1;

    private readonly List<Part> _parts = [];
    private readonly List<ulong> _signatures = [];
    private readonly List<Member> _members = [];
    private readonly Dictionary<ReadMask, int> _known = [];
    private readonly Part[] _flatParts;
    private readonly ulong[] _flatSignatures;
    private readonly Member[] _flatMembers;

    public ElementMask(ReadMask mask)
    {
        Root = Add(mask);
        (_flatParts, _flatSignatures, _flatMembers) = ([.. _parts], [.. _signatures], [.. _members]);
    }

    /// <summary>The mask of the whole object.</summary>
    public int Root { get; }

    public ref readonly Part this[int mask] => ref _flatParts[mask];

    /// <summary>The member of a mask with a name, by its signature and last eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(in Part mask, ulong signature, ulong spread, ulong last, ReadOnlySpan<byte> name, out int ordinal, out int inner)
    {
        ulong[] signatures = _flatSignatures;
        for (int at = (int)(spread >> 40) & mask.SlotMask; ; at = (at + 1) & mask.SlotMask)
        {
            int slot = mask.FirstSlot + at;
            ulong found = signatures[slot];
            if (found == 0) break;
            if (found != signature) continue;
            ref readonly Member member = ref _flatMembers[slot];
            // Up to 16 bytes, both together are the name.
            if (member.Last != last || (name.Length > 2 * sizeof(ulong) && !name.SequenceEqual(member.Name))) continue;
            (ordinal, inner) = (member.Ordinal, member.Mask);
            return true;
        }
        (ordinal, inner) = (None, None);
        return false;
    }

    /// <summary>What <see cref="ReadMask.SignatureOf"/> gives for a name, and its last eight bytes where it has so many; 0, which no other name has, for the empty one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Sign(ReadOnlySpan<byte> name, out ulong last)
    {
        int length = name.Length;
        if (length >= sizeof(ulong))
        {
            last = BinaryPrimitives.ReadUInt64LittleEndian(name[(length - sizeof(ulong))..]);
            return BinaryPrimitives.ReadUInt64LittleEndian(name) ^ BitOperations.RotateLeft(last, 29) ^ ((ulong)length << 56);
        }
        ulong text = 0;
        if (length >= sizeof(uint))
        {
            text = BinaryPrimitives.ReadUInt32LittleEndian(name) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[(length - sizeof(uint))..]) << ((length - sizeof(uint)) * 8));
        }
        else
        {
            for (int i = 0; i < name.Length; i++) text |= (ulong)name[i] << (i * 8);
        }
        last = 0;
        return text + ((ulong)length << 56);
    }

    private int Add(ReadMask? mask)
    {
        if (mask is null) return None;
        if (_known.TryGetValue(mask, out int known)) return known;
        int number = _parts.Count;
        _known.Add(mask, number);
        _parts.Add(default);
        if (mask.IsWhole)
        {
            _parts[number] = new Part(AddSlots([]), 0, 0, Elements: number, IsWhole: true, IsPartial: false);
            return number;
        }
        Member[] members = [.. mask.Entries.ToArray().Select(e => new Member(e.Key.Utf8, Last(e.Key.Utf8), e.Ordinal, Add(e.Mask)))];
        int elements = Add(mask.Elements);
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, members.Length * 2));
        var slots = new Member?[size];
        foreach (Member member in members)
        {
            int at = (int)(ReadMask.Spread(Sign(member.Name, out _)) >> 40) & (size - 1);
            while (slots[at] is not null) at = (at + 1) & (size - 1);
            slots[at] = member;
        }
        _parts[number] = new Part(AddSlots(slots), size - 1, members.Length, elements, IsWhole: false, mask.IsPartial);
        return number;
    }

    /// <summary>The slots of a mask, of which one at least is empty.</summary>
    private int AddSlots(Member?[] slots)
    {
        int first = _signatures.Count;
        foreach (Member? slot in slots.Length == 0 ? [null] : slots)
        {
            _signatures.Add(slot is { } member ? Sign(member.Name, out _) : 0);
            _members.Add(slot ?? default);
        }
        return first;
    }

    private static ulong Last(byte[] name)
    {
        Sign(name, out ulong last);
        return last;
    }

    /// <summary>One mask: its slots, how many members it names, and the mask of elements.</summary>
    internal readonly record struct Part(int FirstSlot, int SlotMask, int Named, int Elements, bool IsWhole, bool IsPartial);

    private readonly record struct Member(byte[] Name, ulong Last, int Ordinal, int Mask);
}
