using PolicyKit.Runtime;

namespace PolicyKit.Planning;

/// <summary>Constant keys and paths of <c>object.get</c>.</summary>
internal static class ConstantPath
{
    /// <summary>The names of a key or path; null when some are no names.</summary>
    public static string[]? Of(Value key)
    {
        string?[] names = key.Kind == ValueKind.Array ? [.. key.Elements().Select(NameOf)] : [NameOf(key)];
        return names.Contains(null) ? null : [.. names.OfType<string>()];
    }

    /// <summary>A name; null for anything that is no string.</summary>
    public static string? NameOf(Value value) => value.TryGetString(out string? name) ? name : null;
}
