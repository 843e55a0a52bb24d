using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>What a term may stand for while it is analysed: nodes of documents, or a collection that the policy makes of such nodes.</summary>
internal sealed class Accessed
{
    private readonly HashSet<AccessTree> _nodes = [];
    private Accessed? _inside;
    private bool _isWhole;

    public Accessed()
    {
    }

    public Accessed(AccessTree node) => _nodes.Add(node);

    /// <summary>What the members of the made collection stand for.</summary>
    public Accessed Inside => _inside ??= new Accessed();

    public Accessed Member(string name) => Below(node => node.Member(name));

    public Accessed Element() => Below(node => node.Element());

    /// <summary>Adds what another term stands for; says whether that was new.</summary>
    public bool Add(Accessed other)
    {
        if (other == this) return false;
        int before = _nodes.Count;
        _nodes.UnionWith(other._nodes);
        bool changed = _nodes.Count > before;
        if (other._inside is { } inside) changed |= Inside.Add(inside);
        if (_isWhole && changed) DemandWhole();
        return changed;
    }

    public void DemandWhole()
    {
        _isWhole = true;
        foreach (AccessTree node in _nodes) node.DemandWhole();
        _inside?.DemandWhole();
    }

    private Accessed Below(Func<AccessTree, AccessTree> step)
    {
        var below = new Accessed();
        foreach (AccessTree node in _nodes) below._nodes.Add(step(node));
        if (_inside is not null) below.Add(_inside);
        return below;
    }
}
