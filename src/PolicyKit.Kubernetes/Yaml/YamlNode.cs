using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

internal enum YamlNodeKind : byte
{
    Scalar,
    Sequence,
    Mapping,
    Alias,
}

/// <summary>A node of a composed document. Aliases point at the node they name, which is always complete and earlier, so the graph has no cycles.</summary>
internal sealed class YamlNode(YamlNodeKind kind, LinePosition position)
{
    public YamlNodeKind Kind => kind;

    public LinePosition Position => position;

    /// <summary>The text of a scalar after folding and unescaping, or the name of an alias.</summary>
    public string Text { get; init; } = "";

    /// <summary>The explicit tag in full, such as <c>tag:yaml.org,2002:int</c>; empty when the node has none.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Whether a scalar is written without quotes and without a tag, so that its text decides its type.</summary>
    public bool IsPlain { get; init; }

    /// <summary>What an alias stands for.</summary>
    public YamlNode? Target { get; init; }

    /// <summary>Elements of a sequence; keys and values of a mapping in turn.</summary>
    public List<YamlNode> Children { get; } = kind is YamlNodeKind.Sequence or YamlNodeKind.Mapping ? [] : NoChildren;

    /// <summary>Whether every child has been read.</summary>
    public bool IsComplete { get; set; } = kind is YamlNodeKind.Scalar or YamlNodeKind.Alias;

    /// <summary>The node itself, or what it is an alias of.</summary>
    public YamlNode Resolved => Target ?? this;

    /// <summary>Whether this scalar, as a key, merges other mappings into its own.</summary>
    public bool IsMergeKey { get; init; }

    private static readonly List<YamlNode> NoChildren = [];
}
