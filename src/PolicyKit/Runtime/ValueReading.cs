namespace PolicyKit.Runtime;

/// <summary>Reading of values from outside the engine: paths, members and elements. What is not there is undefined.</summary>
public static class ValueReading
{
    /// <summary>The value at a path of member names; the value itself for none.</summary>
    public static Value Member(this Value value, params ReadOnlySpan<string> path)
    {
        foreach (string name in path) value = value.Member(name);
        return value;
    }

    /// <summary>The members of an object in order; none for other values.</summary>
    public static IEnumerable<KeyValuePair<Value, Value>> Members(this Value value)
    {
        if (value.Kind != ValueKind.Object) yield break;
        for (long cursor = Ops.First(value); cursor >= 0; cursor = Ops.Next(value, cursor)) yield return KeyValuePair.Create(Ops.KeyAt(value, cursor), Ops.ValueAt(value, cursor));
    }

    /// <summary>The elements of an array or the members of a set in order; none for other values.</summary>
    public static IEnumerable<Value> Elements(this Value value)
    {
        if (value.Kind is not (ValueKind.Array or ValueKind.Set)) yield break;
        for (long cursor = Ops.First(value); cursor >= 0; cursor = Ops.Next(value, cursor)) yield return Ops.ValueAt(value, cursor);
    }

    /// <summary>The string that a value is; empty for undefined and every other kind.</summary>
    public static string TextOrEmpty(this Value value) => value.TryGetString(out string? text) ? text : "";
}
