using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>One object with the text that it was read from.</summary>
/// <param name="Source">The file.</param>
/// <param name="Document">The document in it.</param>
/// <param name="Root">The object, with null members.</param>
/// <param name="Prefix">Where the object stands in the document: no steps, or those to an item of a list.</param>
internal sealed record ObjectText(SourceText Source, PolicyDocument Document, Value Root, PathStep[] Prefix)
{
    private const string EndOfToken = " \t\r\n:,}]";

    /// <summary>The object's own field.</summary>
    public Field Field => new(this, null, default, Root);

    /// <summary>Where the token at a place stands.</summary>
    public Location LocationAt(LinePosition position)
    {
        int start = Source.GetPosition(position), end = start;
        while (end < Source.Length && !EndOfToken.Contains(Source[end], StringComparison.Ordinal)) end++;
        return new Location(Source, TextSpan.FromBounds(start, Math.Max(end, Math.Min(start + 1, Source.Length))));
    }
}
