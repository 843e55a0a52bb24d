using System.Collections.Immutable;

namespace PolicyKit.Text;

/// <summary>An immutable text with a name (usually a file path) and an index of its lines.</summary>
public sealed class SourceText
{
    private readonly string _text;
    private readonly Lazy<ImmutableArray<int>> _lineStarts;

    private SourceText(string text, string path)
    {
        _text = text;
        Path = path;
        _lineStarts = new Lazy<ImmutableArray<int>>(() => FindLineStarts(text));
    }

    /// <summary>The name under which diagnostics report this text.</summary>
    public string Path { get; }

    /// <summary>Number of UTF-16 units.</summary>
    public int Length => _text.Length;

    /// <summary>The character at a zero-based position.</summary>
    public char this[int position] => _text[position];

    /// <summary>Number of lines; an empty text has one.</summary>
    public int LineCount => _lineStarts.Value.Length;

    /// <summary>Wraps <paramref name="text"/>; <paramref name="path"/> is only a name and is not read.</summary>
    public static SourceText From(string text, string path = "") => new(text, path);

    /// <summary>The line and character of a position; positions past the end are clamped.</summary>
    public LinePosition GetLinePosition(int position)
    {
        position = Math.Clamp(position, 0, Length);
        int line = _lineStarts.Value.BinarySearch(position);
        if (line < 0) line = ~line - 1;
        return new LinePosition(line, position - _lineStarts.Value[line]);
    }

    /// <summary>The text of a zero-based line without its line break.</summary>
    public string GetLine(int line)
    {
        int start = _lineStarts.Value[line];
        int end = line + 1 < LineCount ? _lineStarts.Value[line + 1] : Length;
        return _text[start..end].TrimEnd('\r', '\n');
    }

    /// <summary>The characters of a span.</summary>
    public string ToString(TextSpan span) => _text.Substring(span.Start, span.Length);

    /// <summary>The characters of a span, without a copy.</summary>
    public ReadOnlySpan<char> AsSpan(TextSpan span) => _text.AsSpan(span.Start, span.Length);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static ImmutableArray<int> FindLineStarts(string text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') starts.Add(i + 1);
        }
        return starts.ToImmutable();
    }
}
