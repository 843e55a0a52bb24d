using System.Runtime.CompilerServices;

namespace PolicyKit.Runtime.Clr;

/// <summary>
/// The entries of a dictionary in their order, as a cursor counts them: a dictionary has no index. Each thread keeps those of the dictionaries that it last iterated; they are made anew when an iteration
/// begins, and when another dictionary has taken their place.
/// </summary>
internal sealed class ClrEntries
{
    private const int SlotCount = 8;

    [ThreadStatic]
    private static ClrEntries?[]? t_slots;

    private readonly List<string> _keys = [];
    private readonly List<Value> _values = [];
    private object? _instance;
    private long _payload;

    public int Count => _keys.Count;

    public List<string> Keys => _keys;

    public List<Value> Values => _values;

    /// <summary>Takes the entries of a dictionary out of their slot, or others that can be filled.</summary>
    public static ClrEntries Take(object instance, long payload, out bool isKnown)
    {
        ref ClrEntries? slot = ref Slot(instance);
        ClrEntries entries = slot ?? new ClrEntries();
        slot = null;
        isKnown = ReferenceEquals(entries._instance, instance) && entries._payload == payload;
        return entries;
    }

    /// <summary>Puts entries, which are those of a dictionary, into their slot.</summary>
    public static ClrEntries Put(ClrEntries entries, object instance, long payload)
    {
        (entries._instance, entries._payload) = (instance, payload);
        Slot(instance) = entries;
        return entries;
    }

    /// <summary>Lets go of all dictionaries that this thread iterated.</summary>
    public static void Forget()
    {
        if (t_slots is null) return;
        foreach (ClrEntries? entries in t_slots)
        {
            if (entries?._instance is not null) entries.Clear();
        }
    }

    /// <summary>Adds an entry, unless it is undefined.</summary>
    public void Add(string key, Value value)
    {
        if (value.IsUndefined) return;
        _keys.Add(key);
        _values.Add(value);
    }

    public void Clear()
    {
        _instance = null;
        _keys.Clear();
        _values.Clear();
    }

    private static ref ClrEntries? Slot(object instance) => ref (t_slots ??= new ClrEntries?[SlotCount])[RuntimeHelpers.GetHashCode(instance) & (SlotCount - 1)];
}
