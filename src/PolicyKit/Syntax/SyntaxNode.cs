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
    public Location Location => FirstToken is { IsNone: false } first ? new Location(first.Source, Span) : Location.None;

    /// <summary>The first token below this node; none for a node without text.</summary>
    public SyntaxToken FirstToken
    {
        get
        {
            foreach (SyntaxNodeOrToken child in ChildNodesAndTokens())
            {
                SyntaxToken token = child.Node?.FirstToken ?? child.Token;
                if (!token.IsNone) return token;
            }
            return default;
        }
    }

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
        foreach (SyntaxNodeOrToken child in ChildNodesAndTokens())
        {
            if (child.Node is null)
            {
                yield return child.Token;
                continue;
            }
            foreach (SyntaxToken token in child.Node.DescendantTokens()) yield return token;
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

    private TextSpan ComputeSpan() =>
        FirstToken is { IsNone: false } first ? TextSpan.FromBounds(first.Start, LastToken.End) : default;
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
