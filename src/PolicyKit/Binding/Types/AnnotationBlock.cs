using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding.Types;

/// <summary>The YAML of a <c># METADATA</c> comment, which knows where its lines stand.</summary>
internal sealed class AnnotationBlock
{
    private const string Mark = "METADATA";

    private readonly SourceText _source;
    private readonly List<int> _starts = [];
    private readonly List<string> _lines = [];

    private AnnotationBlock(SourceText source, Location mark) => (_source, MarkLocation) = (source, mark);

    /// <summary>Where the word that starts it stands.</summary>
    public Location MarkLocation { get; }

    /// <summary>The lines without <c>#</c>.</summary>
    public string Yaml => string.Join('\n', _lines);

    /// <summary>The blocks in the comments before a token. A block starts at the first column, and ends before the first line that is no comment there.</summary>
    public static IEnumerable<AnnotationBlock> Before(SyntaxToken token)
    {
        if (token.IsNone || token.FullStart == token.Start) yield break;
        AnnotationBlock? block = null;
        int at = token.FullStart;
        // What stands before the first line break belongs to the line of the token before.
        bool isLine = at == 0 || token.Source[at - 1] == '\n';
        foreach (string text in token.Source.ToString(TextSpan.FromBounds(at, token.Start)).Split('\n'))
        {
            string line = text.TrimEnd('\r');
            bool isComment = isLine && line.StartsWith('#');
            if (isComment && line.AsSpan(1).Trim().SequenceEqual(Mark))
            {
                if (block is not null) yield return block;
                block = new AnnotationBlock(token.Source, new Location(token.Source, new TextSpan(at + line.IndexOf(Mark, StringComparison.Ordinal), Mark.Length)));
            }
            else if (block is not null && isComment)
            {
                block._starts.Add(at + 1);
                block._lines.Add(line[1..]);
            }
            else if (block is not null)
            {
                yield return block;
                block = null;
            }
            at += text.Length + 1;
            isLine = true;
        }
        if (block is not null) yield return block;
    }

    /// <summary>From a place in the YAML to the end of what stands in its line.</summary>
    public Location LocationAt(LinePosition place)
    {
        if (_lines.Count == 0) return MarkLocation;
        int line = Math.Clamp(place.Line, 0, _lines.Count - 1);
        string text = _lines[line].TrimEnd();
        int start = Math.Min(place.Character, text.Length);
        while (start < text.Length && text[start] == ' ') start++;
        return new Location(_source, TextSpan.FromBounds(_starts[line] + start, _starts[line] + text.Length));
    }
}
