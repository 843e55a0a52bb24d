using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Paths as <c>json.*</c> takes them: <c>a/b~1c/0</c>, or an array of keys.</summary>
internal static class JsonPath
{
    /// <summary>The steps of a path, or null where the value is no path.</summary>
    public static List<Value>? Parse(Value path)
    {
        if (path.Kind == ValueKind.Array)
            return new Items(path).ToList();
        if (!path.TryGetString(out var text))
            return null;
        return text.Length == 0
            ? []
            : [.. text.TrimStart('/').Split('/').Select(step => Value.FromString(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))];
    }
}

/// <summary>Many paths as one tree.</summary>
internal sealed class JsonPathTree
{
    private readonly Dictionary<Value, JsonPathTree> _children = [];

    /// <summary>Whether a path ends here, so that all below belongs to it.</summary>
    public bool IsLeaf { get; private set; }

    public JsonPathTree? Find(Value key) => _children.GetValueOrDefault(key);

    public void Add(IEnumerable<Value> path)
    {
        var node = this;
        foreach (var step in path)
        {
            if (!node._children.TryGetValue(step, out var child))
                node._children.Add(step, child = new());
            node = child;
        }

        node.IsLeaf = true;
    }
}
