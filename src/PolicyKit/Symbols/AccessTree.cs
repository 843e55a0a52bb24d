namespace PolicyKit.Symbols;

/// <summary>What rules read of a document: a tree of constant member names, with one branch for elements and for members under computed keys.</summary>
internal sealed class AccessTree
{
    // Functions that are called with their own results walk down without end: below this depth, and beyond so many nodes of a document, the whole value is demanded.
    private const int MaxDepth = 24;
    private const int MaxNodes = 2_000;

    private readonly NameMap<AccessTree> _members = new();
    private readonly AccessTree _root;
    private readonly int _depth;
    private int _nodes;

    /// <summary>The tree of a document.</summary>
    public AccessTree() => _root = this;

    private AccessTree(AccessTree parent) => (_root, _depth) = (parent._root, parent._depth + 1);

    /// <summary>Whether the whole value is demanded, not only what the branches name.</summary>
    public bool IsWhole { get; private set; }

    public IReadOnlyDictionary<string, AccessTree> Members => _members;

    /// <summary>What is read of every element of an array, and of every member of an object whose key is computed; null when nothing is.</summary>
    public AccessTree? Elements { get; private set; }

    public AccessTree Member(string name)
    {
        if (_members.TryGetValue(name, out AccessTree? member)) return member;
        if (IsFull()) return this;
        _members.Add(name, member = new AccessTree(this));
        return member;
    }

    public AccessTree Element() => Elements ?? (IsFull() ? this : Elements = new AccessTree(this));

    public void DemandWhole() => IsWhole = true;

    /// <summary>Demands here what another tree demands.</summary>
    public void Add(AccessTree other)
    {
        if (IsWhole || other == this) return;
        IsWhole = other.IsWhole;
        foreach ((string name, AccessTree member) in other._members) Member(name).Add(member);
        if (other.Elements is { } elements) Element().Add(elements);
    }

    public static AccessTree Whole() => new() { IsWhole = true };

    private bool IsFull()
    {
        if (_depth < MaxDepth && _root._nodes++ < MaxNodes) return false;
        DemandWhole();
        return true;
    }

    public bool IsRead => IsWhole || Elements is not null || _members.Count > 0;

    /// <summary>The paths in order, such as <c>object.spec.containers[*].image…</c>; an ellipsis says that the whole value is read.</summary>
    public IEnumerable<string> Paths(string prefix)
    {
        if (IsWhole)
        {
            yield return prefix + "…";
            yield break;
        }
        if (_members.Count == 0 && Elements is null) yield return prefix;
        foreach ((string name, AccessTree member) in _members)
        {
            foreach (string path in member.Paths($"{prefix}.{name}")) yield return path;
        }
        foreach (string path in Elements?.Paths(prefix + "[*]") ?? []) yield return path;
    }
}
