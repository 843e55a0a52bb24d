namespace PolicyKit.Runtime;

/// <summary>What a reader with a demand keeps beside its tape; the buffers are used again.</summary>
internal sealed class ReaderState
{
    private const int MaxMasks = ushort.MaxValue;

    private ReadMask[] _masks = new ReadMask[16];
    private int _maskCount;

    /// <summary>The containers that are open, by depth.</summary>
    public Frame[] Frames { get; private set; } = new Frame[32];

    /// <summary>The keys read so far of the open objects that have no shape.</summary>
    public KeyNote[] Keys { get; private set; } = new KeyNote[64];

    /// <summary>The mask that the object was read with; null when all of it was read.</summary>
    public ReadMask? Root { get; set; }

    public void Reset() => (_maskCount, Root) = (0, null);

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

    /// <summary>Keeps the mask of an object; false when there are too many.</summary>
    public bool TryAddMask(ReadMask mask, out ushort number)
    {
        number = (ushort)_maskCount;
        if (_maskCount == MaxMasks) return false;
        if (_maskCount > 0 && _masks[_maskCount - 1] == mask)
        {
            number--;
            return true;
        }
        if (_maskCount == _masks.Length) Array.Resize(ref _masks, _masks.Length * 2);
        _masks[_maskCount++] = mask;
        return true;
    }

    public ReadMask Mask(ushort number) => _masks[number];

    /// <summary>An open container: its mask, and for an object its shape, or else where its keys start and which of 64 groups they are in.</summary>
    internal struct Frame
    {
        public ReadMask Mask;
        public ObjectShape? Shape;
        public ulong Groups;
        public int FirstKey;
    }

    /// <summary>A key: its text and its <see cref="ReadMask.SignatureOf"/>.</summary>
    internal struct KeyNote
    {
        public ulong Signature;
        public int Offset;
        public int Length;
    }
}
