namespace PolicyKit.Runtime;

/// <summary>Collects the members of an object. Ready for the next one after <see cref="ToValue"/>.</summary>
internal sealed class ObjectBuilder
{
    private readonly Dictionary<Value, Value> _members = [];

    public int Count => _members.Count;

    /// <summary>Adds a member, unless key or value is undefined; false when the key has another value already.</summary>
    public bool Add(Value key, Value value) =>
        key.IsUndefined || value.IsUndefined || _members.TryAdd(key, value) || Ops.Equal(_members[key], value);

    /// <summary>Adds a member or replaces its value.</summary>
    public void Set(Value key, Value value) => _members[key] = value;

    /// <summary>The value under a key so far, or undefined.</summary>
    public Value Find(Value key) => _members.GetValueOrDefault(key);

    public Value ToValue()
    {
        if (_members.Count == 0) return new Value(RegoObject.Empty, 0);
        Value[] keys = [.. _members.Keys];
        Value[] values = [.. _members.Values];
        Sorting.Sort(keys, values);
        _members.Clear();
        return new Value(new RegoObject(keys, values), 0);
    }

    /// <summary>A document with another value at a path of names, as <c>with</c> in Rego has it: the rest of it stays, and what is no object on the way becomes one.</summary>
    public static Value Patch(Value document, ReadOnlySpan<string> path, Value value)
    {
        if (path.IsEmpty) return value;
        var patched = new ObjectBuilder();
        if (document.Kind == ValueKind.Object)
        {
            Payer.Charge(document.Count);
            for (long cursor = Ops.First(document); cursor >= 0; cursor = Ops.Next(document, cursor)) patched.Set(Ops.KeyAt(document, cursor), Ops.ValueAt(document, cursor));
        }
        Value key = Value.FromString(path[0]);
        patched.Set(key, Patch(patched.Find(key), path[1..], value));
        return patched.ToValue();
    }
}
