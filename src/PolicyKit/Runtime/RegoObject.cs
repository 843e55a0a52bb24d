namespace PolicyKit.Runtime;

/// <summary>An object made by a policy, or one of a document put in order: members sorted by key.</summary>
internal sealed class RegoObject(Value[] keys, Value[] values)
{
    public static readonly RegoObject Empty = new([], []);

    private KeyIndex? _index;

    public ReadOnlySpan<Value> Keys => keys;

    public ReadOnlySpan<Value> Values => values;

    public int Count => keys.Length;

    public Value Member(Value key) => ValueAt(KeyIndex.Find(keys, ref _index, key));

    public Value Member(Key key) => ValueAt(KeyIndex.Find(keys, ref _index, key));

    private Value ValueAt(int index) => index >= 0 ? values[index] : default;
}
