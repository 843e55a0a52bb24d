using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>What a term may stand for while it is analysed: nodes of documents, or a collection that the policy makes and what that holds at any depth.</summary>
internal sealed class Accessed
{
    private readonly HashSet<AccessTree> _nodes = [];
    private readonly HashSet<AccessTree> _held = [];
    private bool _isWhole;

    public Accessed()
    {
    }

    public Accessed(AccessTree node) => _nodes.Add(node);

    public Accessed Member(string name) => Below(node => node.Member(name));

    public Accessed Element() => Below(node => node.Element());

    /// <summary>What the keys may stand for: those of documents are no nodes, but the members of a set that the policy makes are its keys.</summary>
    public Accessed Keys() => Below(null);

    /// <summary>Adds what another term stands for; says whether that was new.</summary>
    public bool Add(Accessed other) => Grow(_nodes, other._nodes) | Grow(_held, other._held);

    /// <summary>Adds what another term stands for to what the collection holds; says whether that was new.</summary>
    public bool Hold(Accessed other) => Grow(_held, other._nodes) | Grow(_held, other._held);

    public void DemandWhole()
    {
        _isWhole = true;
        foreach (AccessTree node in _nodes) node.DemandWhole();
        foreach (AccessTree node in _held) node.DemandWhole();
    }

    private bool Grow(HashSet<AccessTree> nodes, HashSet<AccessTree> added)
    {
        int before = nodes.Count;
        nodes.UnionWith(added);
        if (nodes.Count == before) return false;
        if (_isWhole) DemandWhole();
        return true;
    }

    private Accessed Below(Func<AccessTree, AccessTree>? step)
    {
        var below = new Accessed();
        if (step is not null) below._nodes.UnionWith(_nodes.Select(step));
        below._nodes.UnionWith(_held);
        below._held.UnionWith(_held);
        return below;
    }
}
