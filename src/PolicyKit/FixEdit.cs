using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>One change of an object.</summary>
internal enum FixEditKind
{
    Remove,
    Set,
    Append,
}

/// <summary>One change of an object, and how much of the way to it is there.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Path">Where, from the judged object; the path of the list for what is appended.</param>
/// <param name="Existing">How many of the steps lead to something.</param>
/// <param name="Value">What is set or appended.</param>
internal readonly record struct FixEdit(FixEditKind Kind, PathStep[] Path, int Existing, Value Value)
{
    public bool IsThere => Existing == Path.Length;

    /// <summary>Adds what a fix changes at one place of an object; nothing where the object is as it shall be, or where the way to the place cannot be made.</summary>
    /// <param name="kind">What the fix does.</param>
    /// <param name="root">The object with its null members.</param>
    /// <param name="path">The place.</param>
    /// <param name="value">The fix's value, of JSON's kinds only.</param>
    /// <param name="edits">Takes the changes.</param>
    public static void AddTo(List<FixEdit> edits, FixKind kind, Value root, PathStep[] path, Value value)
    {
        Value found = root;
        int existing = 0;
        for (; existing < path.Length; existing++)
        {
            Value next = Below(found, path[existing]);
            if (next.Kind is ValueKind.Undefined or ValueKind.Null) break;
            found = next;
        }
        bool isThere = existing == path.Length;
        if (!isThere && (found.Kind != ValueKind.Object || path.AsSpan(existing).ContainsAnyIndex())) return;
        switch (kind)
        {
            case FixKind.Remove when isThere && path.Length > 0:
                edits.Add(new FixEdit(FixEditKind.Remove, path, existing, default));
                break;
            case FixKind.Set when path.Length > 0 && !(isThere && found == value):
                edits.Add(new FixEdit(FixEditKind.Set, path, existing, value));
                break;
            case FixKind.Add:
                AddAdditions(edits, isThere ? found : default, path, existing, value);
                break;
        }
    }

    /// <summary>What stands below a value at a step; undefined where it has none such.</summary>
    public static Value Below(Value value, PathStep step) => (value.Kind, step.Name) switch
    {
        (ValueKind.Object, { } name) => value.Member(name),
        (ValueKind.Array, null) => value[step.Index],
        _ => default,
    };

    private static void AddAdditions(List<FixEdit> edits, Value found, PathStep[] path, int existing, Value value)
    {
        switch (found.Kind, value.Kind)
        {
            case (ValueKind.Undefined or ValueKind.Array, ValueKind.Array) when value.Count > 0:
                foreach (Value item in value.Elements()) AddItem(edits, found, path, existing, item);
                break;
            case (ValueKind.Array, not ValueKind.Array):
                AddItem(edits, found, path, existing, value);
                break;
            case (ValueKind.Undefined or ValueKind.Object, ValueKind.Object) when value.Count > 0:
                foreach ((Value key, Value member) in value.Entries)
                {
                    string name = key.TextOrEmpty();
                    if (!found.IsUndefined && found.Member(name).Kind is not (ValueKind.Undefined or ValueKind.Null)) continue;
                    edits.Add(new FixEdit(FixEditKind.Set, [.. path, new PathStep(name)], existing, member));
                }
                break;
            case (ValueKind.Undefined, _):
                edits.Add(new FixEdit(FixEditKind.Set, path, existing, value));
                break;
        }
    }

    private static void AddItem(List<FixEdit> edits, Value list, PathStep[] path, int existing, Value item)
    {
        if (list.IsUndefined || !list.Elements().Contains(item)) edits.Add(new FixEdit(FixEditKind.Append, path, existing, item));
    }
}

/// <summary>What is asked of paths.</summary>
internal static class PathSteps
{
    /// <summary>Whether a step leads into a list.</summary>
    public static bool ContainsAnyIndex(this Span<PathStep> steps)
    {
        foreach (PathStep step in steps)
        {
            if (step.Name is null) return true;
        }
        return false;
    }
}
