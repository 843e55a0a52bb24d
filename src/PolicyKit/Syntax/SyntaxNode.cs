using System.Text;
using PolicyKit.Text;

namespace PolicyKit.Syntax;

/// <summary>A node or a token: a child of a <see cref="SyntaxNode"/>.</summary>
public readonly record struct SyntaxNodeOrToken(SyntaxNode? Node, SyntaxToken Token)
{
    /// <summary>Wraps a node.</summary>
    public static implicit operator SyntaxNodeOrToken(SyntaxNode? node) => new(node, default);

    /// <summary>Wraps a token.</summary>
    public static implicit operator SyntaxNodeOrToken(SyntaxToken token) => new(null, token);

    internal bool IsNone => Node is null && Token.IsNone;
}

/// <summary>An immutable node of the full-fidelity tree: its children in text order cover every character.</summary>
public abstract class SyntaxNode
{
    private TextSpan? _span;

    /// <summary>What the node is.</summary>
    public abstract SyntaxKind Kind { get; }

    /// <summary>Children in text order; parts that were left out do not appear.</summary>
    public IEnumerable<SyntaxNodeOrToken> ChildNodesAndTokens() => Children().Where(c => !c.IsNone);

    /// <summary>From the first token's own text to the end of the last token.</summary>
    public TextSpan Span => _span ??= ComputeSpan();

    /// <summary>Where the node stands.</summary>
    public Location Location => LastToken is { IsNone: false } last ? new Location(last.Source, Span) : Location.None;

    /// <summary>The first token below this node; none for a node without text.</summary>
    public SyntaxToken FirstToken => DescendantTokens().FirstOrDefault();

    /// <summary>The last token below this node; none for a node without text.</summary>
    public SyntaxToken LastToken
    {
        get
        {
            foreach (SyntaxNodeOrToken child in ChildNodesAndTokens().Reverse())
            {
                SyntaxToken token = child.Node?.LastToken ?? child.Token;
                if (!token.IsNone) return token;
            }
            return default;
        }
    }

    /// <summary>Every token below this node, in text order.</summary>
    public IEnumerable<SyntaxToken> DescendantTokens()
    {
        // Chains of operators and of accesses are as deep as they are long: no recursion, and no enumerator in an enumerator.
        var open = new Stack<IEnumerator<SyntaxNodeOrToken>>();
        open.Push(Children().GetEnumerator());
        while (open.TryPeek(out IEnumerator<SyntaxNodeOrToken>? children))
        {
            if (!children.MoveNext()) open.Pop().Dispose();
            else if (children.Current.Node is { } node) open.Push(node.Children().GetEnumerator());
            else if (!children.Current.IsNone) yield return children.Current.Token;
        }
    }

    /// <summary>Every node below this one, in text order, outer ones first.</summary>
    public IEnumerable<SyntaxNode> DescendantNodes()
    {
        var open = new Stack<IEnumerator<SyntaxNodeOrToken>>();
        open.Push(Children().GetEnumerator());
        while (open.TryPeek(out IEnumerator<SyntaxNodeOrToken>? children))
        {
            if (!children.MoveNext())
            {
                open.Pop().Dispose();
            }
            else if (children.Current.Node is { } node)
            {
                yield return node;
                open.Push(node.Children().GetEnumerator());
            }
        }
    }

    /// <summary>The text of the node with all trivia.</summary>
    public string ToFullString()
    {
        var text = new StringBuilder();
        foreach (SyntaxToken token in DescendantTokens()) text.Append(token.FullText);
        return text.ToString();
    }

    /// <summary>The text of the node without the trivia before its first token.</summary>
    public override string ToString() => FirstToken is { IsNone: false } first ? first.Source.ToString(Span) : "";

    private protected abstract IEnumerable<SyntaxNodeOrToken> Children();

    /// <summary>The span, and with it those of the nodes that start where this one does, so that the spans of a chain take linear time.</summary>
    private TextSpan ComputeSpan()
    {
        var chain = new Stack<SyntaxNode>();
        SyntaxNode node = this;
        while (node._span is null)
        {
            chain.Push(node);
            if (node.Children().FirstOrDefault(c => !c.IsNone).Node is not { } first) break;
            node = first;
        }
        TextSpan? inner = node._span;
        foreach (SyntaxNode outer in chain)
        {
            int start = inner?.Start ?? outer.FirstToken.Start;
            inner = outer._span = outer.LastToken is { IsNone: false } last ? TextSpan.FromBounds(start, last.End) : default(TextSpan);
        }
        return inner!.Value;
    }
}

/// <summary>Items with the separator tokens between (and, where allowed, after) them.</summary>
/// <typeparam name="T">Node type of the items.</typeparam>
/// <param name="Items">The items in order.</param>
/// <param name="Separators">The separators in order; as many as items when the last one trails, else one fewer. Fewer where line breaks separate.</param>
public sealed record SeparatedList<T>(IReadOnlyList<T> Items, IReadOnlyList<SyntaxToken> Separators)
    where T : SyntaxNode
{
    /// <summary>A list without items.</summary>
    public static SeparatedList<T> Empty { get; } = new([], []);

    internal IEnumerable<SyntaxNodeOrToken> Children()
    {
        int separator = 0;
        foreach (T item in Items)
        {
            if (separator < Separators.Count)
            {
                int start = item.FirstToken.Start;
                for (; separator < Separators.Count && Separators[separator].Start < start; separator++) yield return Separators[separator];
            }
            yield return item;
        }
        for (; separator < Separators.Count; separator++) yield return Separators[separator];
    }
}
