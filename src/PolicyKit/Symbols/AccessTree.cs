namespace PolicyKit.Symbols;

/// <summary>What rules read of a document: a tree of constant member names, with one branch for elements and for members under computed keys.</summary>
internal sealed class AccessTree
{
    private readonly SortedDictionary<string, AccessTree> _members = new(StringComparer.Ordinal);

    /// <summary>Whether the whole value is demanded, not only what the branches name.</summary>
    public bool IsWhole { get; private set; }

    public IReadOnlyDictionary<string, AccessTree> Members => _members;

    /// <summary>What is read of every element of an array, and of every member of an object whose key is computed; null when nothing is.</summary>
    public AccessTree? Elements { get; private set; }

    public AccessTree Member(string name)
    {
        if (!_members.TryGetValue(name, out AccessTree? member)) _members.Add(name, member = new AccessTree());
        return member;
    }

    public AccessTree Element() => Elements ??= new AccessTree();

    public void DemandWhole() => IsWhole = true;

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
