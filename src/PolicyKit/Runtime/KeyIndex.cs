using System.Numerics;

namespace PolicyKit.Runtime;

/// <summary>A hash table over the sorted members of a set or the keys of an object.</summary>
internal sealed class KeyIndex
{
    /// <summary>Collections of at most so many members are searched in turn.</summary>
    public const int Threshold = 8;

    private readonly Value[] _items;
    private readonly int[] _hashes;
    private readonly int[] _slots;

    public KeyIndex(Value[] items)
    {
        _items = items;
        _hashes = new int[items.Length];
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)items.Length * 2)];
        for (int i = 0; i < items.Length; i++)
        {
            _hashes[i] = Ops.Hash(items[i]);
            int slot = _hashes[i] & (_slots.Length - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = i + 1;
        }
    }

    /// <summary>The index of an equal item, or -1.</summary>
    public int Find(Value item)
    {
        int hash = Ops.Hash(item);
        for (int slot = hash & (_slots.Length - 1); _slots[slot] is > 0 and int entry; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (_hashes[entry - 1] == hash && Ops.Equal(_items[entry - 1], item)) return entry - 1;
        }
        return -1;
    }

    /// <summary>The index of a string, or -1.</summary>
    public int Find(Key key)
    {
        for (int slot = key.Hash & (_slots.Length - 1); _slots[slot] is > 0 and int entry; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (_hashes[entry - 1] == key.Hash && Ops.EqualKey(_items[entry - 1], key)) return entry - 1;
        }
        return -1;
    }

    /// <summary>Finds an item with the index of a large collection, which is made when it is first needed.</summary>
    public static int Find(Value[] items, ref KeyIndex? index, Value item)
    {
        if (items.Length > Threshold) return (index ??= new KeyIndex(items)).Find(item);
        for (int i = 0; i < items.Length; i++)
        {
            if (Ops.Equal(items[i], item)) return i;
        }
        return -1;
    }

    /// <summary>Finds a constant key with the index of a large collection, which is made when it is first needed.</summary>
    public static int Find(Value[] items, ref KeyIndex? index, Key key)
    {
        if (items.Length > Threshold) return (index ??= new KeyIndex(items)).Find(key);
        for (int i = 0; i < items.Length; i++)
        {
            if (Ops.EqualKey(items[i], key)) return i;
        }
        return -1;
    }
}
