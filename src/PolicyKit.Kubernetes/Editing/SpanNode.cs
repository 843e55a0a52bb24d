using PolicyKit.Kubernetes.Yaml;
using YamlDotNet.Core;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>A node and the characters that it is written with.</summary>
internal sealed class SpanNode
{
    public SpanNode(YamlNodeKind kind, int start) => (Kind, Start, End) = (kind, start, start);

    public YamlNodeKind Kind { get; }

    /// <summary>The first character, of a tag or an anchor if it has one.</summary>
    public int Start { get; }

    /// <summary>One past the last character that is neither space nor comment.</summary>
    public int End { get; set; }

    /// <summary>The text of a scalar, or the name of an alias.</summary>
    public string Text { get; init; } = "";

    /// <summary>How a scalar is written.</summary>
    public ScalarStyle Style { get; init; }

    /// <summary>Whether a collection is written between brackets.</summary>
    public bool IsFlow { get; init; }

    public string Anchor { get; init; } = "";

    public SpanNode? Parent { get; private set; }

    /// <summary>The place among the parent's children.</summary>
    public int Index { get; private set; }

    /// <summary>Elements of a sequence; keys and values of a mapping in turn.</summary>
    public List<SpanNode> Children { get; } = [];

    public bool IsScalar => Kind == YamlNodeKind.Scalar;

    public bool IsMapping => Kind == YamlNodeKind.Mapping;

    public bool IsBlockScalar => IsScalar && Style is ScalarStyle.Literal or ScalarStyle.Folded;

    /// <summary>Whether the node is written in lines of its own and not between brackets or quotes.</summary>
    public bool IsBlock => IsBlockScalar || (!IsFlow && Kind is YamlNodeKind.Mapping or YamlNodeKind.Sequence);

    /// <summary>Number of entries or elements.</summary>
    public int Count => IsMapping ? Children.Count / 2 : Children.Count;

    public void Add(SpanNode child)
    {
        (child.Parent, child.Index) = (this, Children.Count);
        Children.Add(child);
    }

    /// <summary>The first node of an entry or element.</summary>
    public SpanNode First(int entry) => IsMapping ? Children[2 * entry] : Children[entry];

    /// <summary>The value of an entry, or the element.</summary>
    public SpanNode Last(int entry) => IsMapping ? Children[(2 * entry) + 1] : Children[entry];

    /// <summary>Which entry has a key; -1 when none has.</summary>
    public int Find(string key)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Children[2 * i] is { IsScalar: true } node && node.Text == key) return i;
        }
        return -1;
    }
}
