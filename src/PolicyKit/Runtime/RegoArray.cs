namespace PolicyKit.Runtime;

/// <summary>An array made by a policy. It grows only while it is made.</summary>
internal sealed class RegoArray
{
    public static readonly RegoArray Empty = new([]);

    private Value[] _items;
    private int _count;

    public RegoArray(Value[] items) => (_items, _count) = (items, items.Length);

    /// <summary>Starts an array with its first element; most have no other.</summary>
    public RegoArray(Value first)
        : this([first])
    {
    }

    public ReadOnlySpan<Value> Items => _items.AsSpan(0, _count);

    public int Count => _count;

    public Value this[long index] => (ulong)index < (ulong)_count ? _items[index] : default;

    /// <summary>Adds an element, before anybody has the array.</summary>
    public void Append(Value item)
    {
        if (_count == _items.Length) Array.Resize(ref _items, Math.Max(4, _count * 2));
        _items[_count++] = item;
    }
}
