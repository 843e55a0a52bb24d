using System.Runtime.Intrinsics;

namespace PolicyKit.Runtime;

/// <summary>What a reader with a demand keeps beside its tape; the buffers are used again.</summary>
internal sealed class ReaderState
{
    /// <summary>Objects have slots in multiples of this.</summary>
    public const int SlotsAtOnce = 8;

    private const int MaxObjects = ushort.MaxValue;

    private int _count;
    private int _slots;

    /// <summary>The partial objects, by the number that their nodes have.</summary>
    public PartialObject[] Objects { get; private set; } = new PartialObject[32];

    /// <summary>For each partial object and each member that its mask names the node of the value, or -1.</summary>
    public int[] Slots { get; private set; } = new int[256];

    /// <summary>The containers that are open, by depth.</summary>
    public Frame[] Frames { get; private set; } = new Frame[32];

    /// <summary>The keys read so far of the open objects that have no shape.</summary>
    public KeyNote[] Keys { get; private set; } = new KeyNote[64];

    /// <summary>The mask that the object was read with; null when all of it was read.</summary>
    public ReadMask? Root { get; set; }

    public void Reset() => (_count, _slots, Root) = (0, 0, null);

    public void GrowFrames()
    {
        Frame[] frames = Frames;
        Array.Resize(ref frames, frames.Length * 2);
        Frames = frames;
    }

    public void GrowKeys()
    {
        KeyNote[] keys = Keys;
        Array.Resize(ref keys, keys.Length * 2);
        Keys = keys;
    }

    /// <summary>Keeps that an object is read with a mask, and makes its slots; false when there are too many.</summary>
    public bool TryAdd(ReadMask mask, out ushort number)
    {
        number = (ushort)_count;
        if (_count == MaxObjects) return false;
        if (_count == Objects.Length) GrowObjects();
        int end = _slots + mask.SlotCount;
        if (end > Slots.Length) GrowSlots(end);
        int[] slots = Slots;
        for (int i = _slots; i < end; i += SlotsAtOnce) Vector256.Create(-1).StoreUnsafe(ref slots[i]);
        ref PartialObject added = ref Objects[_count++];
        (added.Mask, added.Slots) = (mask, _slots);
        _slots = end;
        return true;
    }

    private void GrowObjects()
    {
        PartialObject[] objects = Objects;
        Array.Resize(ref objects, objects.Length * 2);
        Objects = objects;
    }

    private void GrowSlots(int count)
    {
        int[] slots = Slots;
        Array.Resize(ref slots, Math.Max(slots.Length * 2, count));
        Slots = slots;
    }

    /// <summary>An object that is read with a mask, and where its slots start.</summary>
    internal struct PartialObject
    {
        public ReadMask Mask;
        public int Slots;
    }

    /// <summary>An open container: its mask, and for an object where its slots start, its shape, or else where its keys start and which of 64 groups they are in.</summary>
    internal struct Frame
    {
        public ReadMask Mask;
        public ObjectShape? Shape;
        public ulong Groups;
        public int FirstKey;
        public int Slots;
    }

    /// <summary>A key: its text and its <see cref="ReadMask.SignatureOf"/>.</summary>
    internal struct KeyNote
    {
        public ulong Signature;
        public int Offset;
        public int Length;
    }
}
