namespace PolicyKit.Runtime;

/// <summary>A set: members sorted and distinct. Equal members that came from several places of a document are one member with all its places.</summary>
internal sealed class RegoSet(Value[] items, Value[]? places = null)
{
    public static readonly RegoSet Empty = new([]);

    private KeyIndex? _index;

    public ReadOnlySpan<Value> Items => items;

    /// <summary>The members with one entry for each place, in the order of <see cref="Items"/>.</summary>
    public ReadOnlySpan<Value> Places => places ?? items;

    public int Count => items.Length;

    /// <summary>The member that equals a value, or undefined.</summary>
    public Value Find(Value item)
    {
        int index = KeyIndex.Find(items, ref _index, item);
        return index >= 0 ? items[index] : default;
    }
}
