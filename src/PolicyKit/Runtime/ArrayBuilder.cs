namespace PolicyKit.Runtime;

/// <summary>Collects the elements of an array. Ready for the next one after <see cref="ToValue"/>.</summary>
internal sealed class ArrayBuilder
{
    private RegoArray? _array;

    public int Count => _array?.Count ?? 0;

    /// <summary>Adds an element; undefined is passed over.</summary>
    public void Add(Value item) => Add(ref _array, item);

    public Value ToValue()
    {
        Value array = Finish(_array);
        _array = null;
        return array;
    }

    /// <summary>Adds an element to an array that is made when it has its first; undefined is passed over.</summary>
    public static void Add(ref RegoArray? array, Value item)
    {
        if (item.IsUndefined) return;
        if (array is null) array = new RegoArray(item);
        else array.Append(item);
    }

    public static Value Finish(RegoArray? array) => new(array ?? RegoArray.Empty, 0);
}
