using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>What a term may stand for while it is analysed: nodes of documents, and for a collection that the policy makes, nodes some levels below it.</summary>
internal sealed class Accessed
{
    /// <summary>Of more strings than this it is not told which ones they are.</summary>
    private const int MaxTexts = 64;

    /// <summary>What is held so deep may be held at any level.</summary>
    private const int AnyLevel = 6;

    private readonly HashSet<AccessTree> _nodes = [];
    private readonly HashSet<(AccessTree Node, int Level)> _held = [];
    private bool _isWhole;
    private string[]? _elementTexts;
    private string[]? _keyTexts;

    public Accessed()
    {
    }

    public Accessed(AccessTree node) => _nodes.Add(node);

    /// <summary>The strings that the term stands for, where they are all known; else null.</summary>
    public string[]? Texts { get; private init; }

    /// <summary>A constant, which is no part of a document.</summary>
    public static Accessed Constant(Value value) => value.Kind switch
    {
        ValueKind.String => new Accessed { Texts = [value.TextOrEmpty()] },
        ValueKind.Array when value.Count <= MaxTexts => new Accessed { _elementTexts = TextsOf(value.Elements()) },
        ValueKind.Set when value.Count <= MaxTexts && TextsOf(value.Elements()) is { } texts => new Accessed { _elementTexts = texts, _keyTexts = texts },
        _ => new Accessed(),
    };

    /// <summary>The same collection, whose elements are these terms.</summary>
    public Accessed WithElements(ImmutableArray<BoundTerm> elements)
    {
        if (elements.Length <= MaxTexts) _elementTexts = TextsOf(elements.Select(e => e is BoundConstant { Value: var value } ? value : default));
        return this;
    }

    /// <summary>Whether the term stands for the node and nothing else.</summary>
    public bool IsOnly(AccessTree node) => _held.Count == 0 && _nodes.Count == 1 && _nodes.Contains(node);

    public Accessed Member(string name) => Below(node => node.Member(name), null);

    /// <summary>The member of any of some names.</summary>
    public Accessed Members(string[] names)
    {
        Accessed below = Below(null, null);
        foreach (string name in names) below.Add(Member(name));
        return below;
    }

    public Accessed Element() => Below(node => node.Element(), _elementTexts);

    /// <summary>What the keys may stand for: those of documents are no nodes, but the members of a set that the policy makes are its keys.</summary>
    public Accessed Keys() => Below(null, _keyTexts);

    /// <summary>Adds what another term stands for; says whether that was new.</summary>
    public bool Add(Accessed other)
    {
        int before = _nodes.Count + _held.Count;
        _nodes.UnionWith(other._nodes);
        _held.UnionWith(other._held);
        return HasGrown(before);
    }

    /// <summary>Adds what another term stands for to what the collection holds, so many levels below it; says whether that was new.</summary>
    public bool Hold(Accessed other, int levels = 1)
    {
        int before = _nodes.Count + _held.Count;
        foreach (AccessTree node in other._nodes) _held.Add((node, Math.Min(levels, AnyLevel)));
        foreach ((AccessTree node, int level) in other._held) _held.Add((node, Math.Min(level + levels, AnyLevel)));
        return HasGrown(before);
    }

    public void DemandWhole()
    {
        _isWhole = true;
        foreach (AccessTree node in _nodes) node.DemandWhole();
        foreach ((AccessTree node, _) in _held) node.DemandWhole();
    }

    private static string[]? TextsOf(IEnumerable<Value> values)
    {
        var texts = new List<string>();
        foreach (Value value in values)
        {
            if (!value.TryGetString(out string? text)) return null;
            texts.Add(text);
        }
        return [.. texts];
    }

    private bool HasGrown(int before)
    {
        if (_nodes.Count + _held.Count == before) return false;
        if (_isWhole) DemandWhole();
        return true;
    }

    private Accessed Below(Func<AccessTree, AccessTree>? step, string[]? texts)
    {
        var below = new Accessed { Texts = texts };
        if (step is not null) below._nodes.UnionWith(_nodes.Select(step));
        foreach ((AccessTree node, int level) in _held)
        {
            if (level is 1 or AnyLevel) below._nodes.Add(node);
            if (level > 1) below._held.Add((node, level == AnyLevel ? AnyLevel : level - 1));
        }
        return below;
    }
}
