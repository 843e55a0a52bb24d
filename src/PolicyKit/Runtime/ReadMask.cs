using System.Numerics;

namespace PolicyKit.Runtime;

/// <summary>
/// Which members of an object, and whether the elements of an array, a reader puts onto its tape. Other members leave nothing there, containers that are no demanded elements only their places.
/// </summary>
internal sealed class ReadMask
{
    private readonly Entry[] _entries;
    private readonly Entry?[] _slots;
    private readonly bool _isWhole;

    private ReadMask()
    {
        (_entries, _slots, _isWhole) = ([], [], true);
        Elements = this;
    }

    /// <param name="members">Masks of members by their key; null where it is only asked whether the member is there, and what it is if it is a scalar.</param>
    /// <param name="elements">The mask of elements of an array, and of members that are not among those named; null when containers among them are not looked into.</param>
    /// <param name="isPartial">Whether members that are not named are not demanded at all.</param>
    public ReadMask(IEnumerable<KeyValuePair<Key, ReadMask?>> members, ReadMask? elements, bool isPartial)
    {
        IsPartial = isPartial;
        Shape = new ObjectShape();
        _entries = [.. members.Select((m, ordinal) => new Entry(m.Key, m.Value, ordinal))];
        SlotCount = (_entries.Length + ReaderState.SlotsAtOnce - 1) / ReaderState.SlotsAtOnce * ReaderState.SlotsAtOnce;
        _slots = new Entry?[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, _entries.Length) * 4)];
        foreach (Entry entry in _entries)
        {
            int slot = SlotOf(Spread(entry.Signature));
            while (_slots[slot] is not null) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = entry;
        }
        Elements = elements;
    }

    /// <summary>The mask of a whole object, which is to be found by its kind.</summary>
    public static ReadMask OfKind { get; } = new([], null, isPartial: false);

    /// <summary>Everything is read.</summary>
    public static ReadMask Whole { get; } = new();

    /// <summary>Nothing is read.</summary>
    public static ReadMask Nothing { get; } = new([], null, isPartial: true);

    /// <summary>The mask of array elements; null when containers among them are skipped.</summary>
    public ReadMask? Elements { get; }

    public bool IsWhole => _isWhole;

    /// <summary>The demanded members.</summary>
    public ReadOnlySpan<Entry> Entries => _entries;

    /// <summary>Room for the slots of an object.</summary>
    public int SlotCount { get; }

    /// <summary>Whether an object that is read with this mask may lack members on the tape.</summary>
    public bool IsPartial { get; }

    /// <summary>The shape of an object that is read with this mask, before its first member; null where shapes are not learned.</summary>
    public ObjectShape? Shape { get; }

    /// <summary>A number that tells short keys apart, and most others. The text is followed by at least eight bytes.</summary>
    public static ulong SignatureOf(byte[] text, int start, int length)
    {
        ulong first = BitConverter.ToUInt64(text, start);
        if (length < sizeof(ulong)) return (first & ((1UL << (length * 8)) - 1)) + ((ulong)length << 56);
        return first ^ BitOperations.RotateLeft(BitConverter.ToUInt64(text, start + length - sizeof(ulong)), 29) ^ ((ulong)length << 56);
    }

    /// <summary>Spreads a signature: the upper bits tell keys apart.</summary>
    public static ulong Spread(ulong signature) => signature * 0x9E37_79B9_7F4A_7C15;

    /// <summary>The entry of the member with a key, whose signature is also given spread; null when there is none.</summary>
    public Entry? Find(ulong signature, ulong spread, ReadOnlySpan<byte> name)
    {
        for (int slot = SlotOf(spread); _slots[slot] is { } entry; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (entry.Signature == signature && name.SequenceEqual(entry.Key.Utf8)) return entry;
        }
        return null;
    }

    /// <summary>The names, in their order, and those in their masks: objects that are read with masks of one layout have their members in the same slots.</summary>
    public string Layout => _isWhole ? "*" : $"{(IsPartial ? '{' : '[')}{string.Concat(_entries.Select(e => $"{e.Key.Id}{e.Mask?.Layout},"))}{Elements?.Layout}}}";

    /// <summary>The entry of a demanded member; null when it is none.</summary>
    public Entry? EntryOf(string name) => Array.Find(_entries, e => e.Key.Text == name);

    /// <summary>The mask of a member by its name; null when it is skipped.</summary>
    public ReadMask? MaskOf(string name) => EntryOf(name) is { } entry ? entry.Mask : Elements;

    /// <summary>The mask of the member whose key has an id (or -1); null when it is skipped.</summary>
    public ReadMask? Member(int symbol)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.Key.Id == symbol) return entry.Mask;
        }
        return Elements;
    }

    /// <summary>Whether a member is put onto the tape.</summary>
    public bool Demands(ReadOnlySpan<byte> name)
    {
        foreach (Entry entry in _entries)
        {
            if (name.SequenceEqual(entry.Key.Utf8)) return true;
        }
        return !IsPartial;
    }

    /// <summary>Whether the member under a constant key is put onto the tape.</summary>
    public bool Demands(Key key)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.Key.Id == key.Id) return true;
        }
        return !IsPartial;
    }

    /// <summary>Whether a member is put onto the tape.</summary>
    public bool Demands(string name)
    {
        foreach (Entry entry in _entries)
        {
            if (name == entry.Key.Text) return true;
        }
        return !IsPartial;
    }

    private int SlotOf(ulong spread) => (int)(spread >> 40) & (_slots.Length - 1);

    /// <summary>A demanded member: its key, and the mask of its value.</summary>
    internal sealed class Entry(Key key, ReadMask? mask, int ordinal)
    {
        public int Ordinal => ordinal;

        public Key Key => key;

        public ReadMask? Mask => mask;

        public ulong Signature { get; } = SignatureOf([.. key.Utf8, 0, 0, 0, 0, 0, 0, 0, 0], 0, key.Utf8.Length);

        /// <summary>The upper half of the key's hash.</summary>
        public ushort Hash { get; } = (ushort)(key.Hash >> 16);
    }
}

/// <summary>What is to be read of a document; of an object with a kind that depends on the kind.</summary>
internal interface IReadDemand
{
    /// <summary>The mask of the whole document; <see cref="ReadMask.OfKind"/> where the kind tells.</summary>
    ReadMask Root => ReadMask.OfKind;

    /// <summary>The mask of an object with these texts in <c>apiVersion</c> and <c>kind</c>, as UTF-8.</summary>
    ReadMask MaskOf(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind);
}
