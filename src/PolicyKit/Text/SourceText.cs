using System.Collections.Immutable;

namespace PolicyKit.Text;

/// <summary>An immutable text with a name (usually a file path) and an index of its lines.</summary>
public sealed class SourceText
{
    private readonly Func<string>? _read;
    private readonly SourceText? _origin;
    private readonly ImmutableArray<OriginRun> _runs;
    private string? _known;
    private int[]? _lineStarts;

    private SourceText(string? text, Func<string>? read, string path, SourceText? origin = null, ImmutableArray<OriginRun> runs = default)
    {
        _known = text;
        _read = read;
        _origin = origin;
        _runs = runs;
        Path = path;
    }

    /// <summary>The name under which diagnostics report this text.</summary>
    public string Path { get; }

    /// <summary>The text around this one; null when it is not embedded.</summary>
    internal SourceText? Origin => _origin;

    /// <summary>Where its characters stand in <see cref="Origin"/>.</summary>
    internal ImmutableArray<OriginRun> Runs => _runs;

    private string Characters => _known ??= _read!();

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Characters);

    /// <summary>Number of UTF-16 units.</summary>
    public int Length => Characters.Length;

    /// <summary>The character at a zero-based position.</summary>
    public char this[int position] => Characters[position];

    /// <summary>Number of lines; an empty text has one. Of an embedded text, those of the text around it.</summary>
    public int LineCount => _origin?.LineCount ?? LineStarts.Length;

    /// <summary>Wraps <paramref name="text"/>; <paramref name="path"/> is only a name and is not read.</summary>
    public static SourceText From(string text, string path = "") => new(text, null, path);

    /// <summary>A text, embedded or not, that is read when it is first asked for.</summary>
    internal static SourceText Deferred(Func<string> read, string path, SourceText? origin, ImmutableArray<OriginRun> runs) => new(null, read, path, origin, runs);

    /// <summary>
    /// A text that was read out of another one, such as Rego in a YAML file: positions are its own, lines and their numbers are those of <paramref name="origin"/>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">The text around it, whose path it has.</param>
    /// <param name="runs">Where its characters stand in <paramref name="origin"/>, by <see cref="OriginRun.Start"/>; the first starts at 0.</param>
    public static SourceText Embedded(string text, SourceText origin, ImmutableArray<OriginRun> runs) =>
        runs is [{ Start: 0 }, ..] ? new(text, null, origin.Path, origin, runs) : throw new ArgumentException("the first run must start at 0", nameof(runs));

    /// <summary>The line and character of a position; positions past the end are clamped.</summary>
    public LinePosition GetLinePosition(int position)
    {
        position = Math.Clamp(position, 0, Length);
        return _origin is null ? GetOwnLinePosition(position) : _origin.GetLinePosition(FindOrigin(position));
    }

    /// <summary>The position of a line and character; what is past the end of the line is clamped.</summary>
    public int GetPosition(LinePosition place)
    {
        int[] starts = LineStarts;
        int line = Math.Clamp(place.Line, 0, starts.Length - 1);
        int end = line + 1 < starts.Length ? starts[line + 1] : Length;
        return Math.Min(end, starts[line] + place.Character);
    }

    /// <summary>Whether this is an embedded text after which nothing stands in the text around it but closing marks, or a key without a value.</summary>
    internal bool EndsOrigin
    {
        get
        {
            if (_origin is null) return false;
            ReadOnlySpan<char> rest = _origin.Characters.AsSpan(_runs[^1].Origin + _runs[^1].Length).Trim("\"'} \t\r\n]");
            return rest.IsEmpty || (rest[^1] == ':' && !rest.Contains('\n'));
        }
    }

    /// <summary>Zero-based column within this text itself, wherever it is embedded.</summary>
    internal int GetOwnColumn(int position) => GetOwnLinePosition(position).Character;

    private int FindOrigin(int position)
    {
        int low = 0;
        for (int high = _runs.Length - 1; low < high;)
        {
            int middle = (low + high + 1) / 2;
            if (_runs[middle].Start <= position) low = middle;
            else high = middle - 1;
        }
        return _runs[low].Origin + Math.Min(position - _runs[low].Start, _runs[low].Length);
    }

    private LinePosition GetOwnLinePosition(int position)
    {
        int line = Array.BinarySearch(LineStarts, position);
        if (line < 0) line = ~line - 1;
        return new LinePosition(line, position - LineStarts[line]);
    }

    /// <summary>The text of a zero-based line, as <see cref="GetLinePosition"/> counts it, without its line break.</summary>
    public string GetLine(int line)
    {
        if (_origin is not null) return _origin.GetLine(line);
        int start = LineStarts[line];
        int end = line + 1 < LineCount ? LineStarts[line + 1] : Length;
        return Characters[start..end].TrimEnd('\r', '\n');
    }

    /// <summary>The characters of a span.</summary>
    public string ToString(TextSpan span) => Characters.Substring(span.Start, span.Length);

    /// <summary>The characters of a span, without a copy.</summary>
    public ReadOnlySpan<char> AsSpan(TextSpan span) => Characters.AsSpan(span.Start, span.Length);

    /// <inheritdoc/>
    public override string ToString() => Characters;

    private static int[] FindLineStarts(string text)
    {
        var starts = new int[1 + text.AsSpan().Count('\n')];
        for (int line = 1; line < starts.Length; line++) starts[line] = text.IndexOf('\n', starts[line - 1]) + 1;
        return starts;
    }
}
