namespace PolicyKit.Runtime;

/// <summary>Collects the elements of an array. Ready for the next one after <see cref="ToValue"/>.</summary>
internal sealed class ArrayBuilder
{
    private readonly List<Value> _items = [];

    public int Count => _items.Count;

    /// <summary>Adds an element; undefined is passed over.</summary>
    public void Add(Value item)
    {
        if (!item.IsUndefined) _items.Add(item);
    }

    public Value ToValue()
    {
        var array = new Value(_items.Count == 0 ? RegoArray.Empty : new RegoArray([.. _items]), 0);
        _items.Clear();
        return array;
    }
}
