namespace PolicyKit.Runtime;

/// <summary>An array made by a policy. It grows only while it is made, and an array of one element is one object.</summary>
internal sealed class RegoArray
{
    private const int FirstCapacity = 4;

    public static readonly RegoArray Empty = new([]);

    private readonly Value _only;
    private Value[]? _items;
    private int _count;

    public RegoArray(Value[] items) => (_items, _count) = (items, items.Length);

    /// <summary>Starts an array with its first element.</summary>
    public RegoArray(Value first) => (_only, _count) = (first, 1);

    public ReadOnlySpan<Value> Items => _items is null ? new ReadOnlySpan<Value>(in _only) : _items.AsSpan(0, _count);

    public int Count => _count;

    public Value this[long index] => (ulong)index < (ulong)_count ? _items is null ? _only : _items[index] : default;

    /// <summary>Adds an element, before anybody has the array.</summary>
    public void Append(Value item)
    {
        if (_items is null) (_items = new Value[FirstCapacity])[0] = _only;
        else if (_count == _items.Length) Array.Resize(ref _items, Math.Max(FirstCapacity, _count * 2));
        _items[_count++] = item;
    }
}
