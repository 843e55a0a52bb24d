using PolicyKit.Cli.Files;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Cli.Evaluating;

/// <summary>The base document <c>data</c>, put together from files: objects are merged, and anything else may be stated once.</summary>
internal sealed class DataTree
{
    private readonly SortedDictionary<string, DataTree> _members = new(StringComparer.Ordinal);
    private (Value Value, DocumentFile File)? _leaf;

    /// <summary>Puts what a file holds below a path.</summary>
    /// <exception cref="FileException">Another file states one of the same paths, or the root would be no object.</exception>
    public void Add(ReadOnlySpan<string> path, DocumentFile file)
    {
        DataTree node = this;
        foreach (string step in path)
        {
            if (node._leaf is { } leaf) throw Conflict(leaf.Value, file, leaf.File);
            node = node.GetOrAdd(step);
        }
        Value root = file.Document?.RawRoot ?? Value.Null;
        if (path.IsEmpty && root.Kind != ValueKind.Object) throw new FileException("`data` is an object, and this is none", file.Text, default, "write PREFIX:PATH to put it below data.PREFIX");
        node.Merge(root, file);
    }

    public Value ToValue() => _leaf is { } leaf ? leaf.Value : Value.FromObject(_members.Select(m => KeyValuePair.Create(Value.FromString(m.Key), m.Value.ToValue())));

    private DataTree GetOrAdd(string name)
    {
        if (!_members.TryGetValue(name, out DataTree? member)) _members.Add(name, member = new DataTree());
        return member;
    }

    private void Merge(Value value, DocumentFile file)
    {
        bool isObject = value.Kind == ValueKind.Object;
        if (_leaf is { } leaf) throw Conflict(value, file, leaf.File);
        if (!isObject && _members.Count > 0) throw Conflict(value, file, _members.Values.SelectMany(m => m.Files()).First());
        if (!isObject) _leaf = (value, file);
        foreach ((Value key, Value member) in value.Members()) GetOrAdd(key.TextOrEmpty()).Merge(member, file);
    }

    private IEnumerable<DocumentFile> Files() => _leaf is { } leaf ? [leaf.File] : _members.Values.SelectMany(m => m.Files());

    private static FileException Conflict(Value value, DocumentFile file, DocumentFile other)
    {
        LinePosition position = file.Document?.GetPosition(value) ?? default;
        return new FileException($"`{other.Text.Path}` states the same part of `data`", file.Text, position);
    }
}
