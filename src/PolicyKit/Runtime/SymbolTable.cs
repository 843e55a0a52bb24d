namespace PolicyKit.Runtime;

/// <summary>A member name of a compiled policy, made once for the process by <see cref="SymbolTable.Intern"/>.</summary>
internal sealed class Key(string text, byte[] utf8, int id, int hash)
{
    public string Text => text;

    public byte[] Utf8 => utf8;

    public int Id => id;

    public int Hash => hash;

    public override string ToString() => text;
}

/// <summary>The member names of all policies and of the CLR types that they judge, by number. Names are only added; reading takes no lock.</summary>
internal static class SymbolTable
{
    private static readonly Lock Gate = new();
    private static volatile Key?[] _slots = new Key?[256];
    private static volatile Key[] _byId = new Key[128];
    private static volatile int _count;

    /// <summary>Number of names so far; ids are below it.</summary>
    public static int Count => _count;

    /// <summary>The key of a name.</summary>
    public static Key Intern(string text)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        int hash = Utf8Text.Hash(utf8);
        lock (Gate)
        {
            if (Lookup(_slots, utf8, hash) is { } known) return known;
            if (_count * 2 >= _slots.Length) _slots = Grow(_slots);
            var key = new Key(text, utf8, _count, hash);
            Number(key);
            Place(_slots, key);
            _count++;
            return key;
        }
    }

    /// <summary>The key with an id that was given.</summary>
    public static Key ById(int id) => _byId[id];

    /// <summary>The id of a name, or -1 when no policy uses it.</summary>
    public static int Find(ReadOnlySpan<byte> utf8, int hash) => Lookup(_slots, utf8, hash)?.Id ?? -1;

    /// <summary>The id of a name, or -1 when no policy uses it.</summary>
    public static int Find(string text)
    {
        const int StackLimit = 256;
        Span<byte> buffer = stackalloc byte[StackLimit];
        ReadOnlySpan<byte> utf8 = System.Text.Encoding.UTF8.TryGetBytes(text, buffer, out int length) ? buffer[..length] : System.Text.Encoding.UTF8.GetBytes(text);
        return Find(utf8, Utf8Text.Hash(utf8));
    }

    private static Key? Lookup(Key?[] slots, ReadOnlySpan<byte> utf8, int hash)
    {
        int mask = slots.Length - 1;
        for (int slot = hash & mask; Volatile.Read(ref slots[slot]) is { } key; slot = (slot + 1) & mask)
        {
            if (key.Hash == hash && utf8.SequenceEqual(key.Utf8)) return key;
        }
        return null;
    }

    /// <summary>Puts a key under its id, before anybody can find it.</summary>
    private static void Number(Key key)
    {
        Key[] keys = _byId;
        if (key.Id == keys.Length) Array.Resize(ref keys, keys.Length * 2);
        keys[key.Id] = key;
        _byId = keys;
    }

    private static void Place(Key?[] slots, Key key)
    {
        int mask = slots.Length - 1;
        int slot = key.Hash & mask;
        while (slots[slot] is not null) slot = (slot + 1) & mask;
        Volatile.Write(ref slots[slot], key);
    }

    private static Key?[] Grow(Key?[] slots)
    {
        var larger = new Key?[slots.Length * 2];
        foreach (Key? key in slots)
        {
            if (key is not null) Place(larger, key);
        }
        return larger;
    }
}
