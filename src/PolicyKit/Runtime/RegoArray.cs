namespace PolicyKit.Runtime;

/// <summary>An array made by a policy.</summary>
internal sealed class RegoArray(Value[] items)
{
    public static readonly RegoArray Empty = new([]);

    public ReadOnlySpan<Value> Items => items;

    public int Count => items.Length;

    public Value this[long index] => (ulong)index < (ulong)items.Length ? items[index] : default;
}
