using System.Buffers;
using System.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>
/// Lines between brackets and between quotes may stand further left than the block around them; Kubernetes takes that and the parser does not. White space at the
/// start of such lines means nothing, so they are moved right, and positions are moved back.
/// </summary>
internal sealed class FlowIndentation
{
    /// <summary>Each move reads the document once more, so there must not be too many.</summary>
    private const int MaxMoves = 100;

    private static readonly SearchValues<char> BeforeComment = SearchValues.Create(" \t\r\n");
    private readonly Dictionary<int, int> _shifts = [];
    private readonly List<((int Line, int Column) Start, int EndLine)> _moved = [];
    private readonly HashSet<(int Line, int Column)> _movedQuotes = [];

    /// <summary>How far a zero-based line was moved right.</summary>
    public int ShiftOf(int line) => _shifts.GetValueOrDefault(line);

    /// <summary>Whether moved brackets that open between two places close where they were taken to close, which is the line of the second place.</summary>
    public bool Agrees((int Line, int Column) start, (int Line, int Column) end) =>
        _moved.TrueForAll(moved => moved.Start.CompareTo(start) < 0 || moved.Start.CompareTo(end) > 0 || moved.EndLine == end.Line);

    /// <summary>
    /// The text with the lines moved right that stand between the brackets which open at a place or after it, with only properties and indicators before them;
    /// null when that was done already or there are no such brackets.
    /// </summary>
    public string? Move(string text, int fromLine, int fromColumn)
    {
        if (_moved.Count == MaxMoves) return null;
        int start = FindStart(text, LineStart(text, fromLine) + fromColumn);
        int end = start < 0 ? -1 : FindEnd(text, start);
        if (end < 0) return null;
        int line = text.AsSpan(0, start).Count('\n');
        int column = start - (text.AsSpan(0, start).LastIndexOf('\n') + 1);
        if (_moved.Exists(moved => moved.Start == (line, column))) return null;
        string padded = Pad(text, start, end, line, column + 1);
        _moved.Add(((line, column), line + text.AsSpan(start, end - start).Count('\n')));
        return padded;
    }

    /// <summary>The text with the lines moved right that stand between the quotes which open at a place; null when that was done already, or there are no such quotes.</summary>
    public string? MoveQuoted(string text, int line, int column)
    {
        int start = LineStart(text, line) + column;
        if (start >= text.Length || text[start] is not ('"' or '\'') || _movedQuotes.Count == MaxMoves || !_movedQuotes.Add((line, column))) return null;
        int end = SkipQuoted(text, start);
        while (text[start] == '\'' && end + 1 < text.Length && text[end + 1] == '\'') end = SkipQuoted(text, end + 1);
        return end < text.Length ? Pad(text, start, end, line, column + 1) : null;
    }

    private string Pad(string text, int start, int end, int line, int width)
    {
        var padded = new StringBuilder(text.Length + 256).Append(text, 0, start);
        for (int i = start; i < text.Length; i++)
        {
            padded.Append(text[i]);
            if (text[i] != '\n' || i >= end) continue;
            padded.Append(' ', width);
            line++;
            _shifts[line] = ShiftOf(line) + width;
        }
        return padded.ToString();
    }

    private static int FindStart(string text, int from)
    {
        // The place may be the closing bracket before.
        if (from < text.Length && text[from] is ']' or '}') from++;
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] is '[' or '{') return i;
            if (text[i] == '#') i = EndOfLine(text, i);
            else if (text[i] is '&' or '!') i = EndOfWord(text, i);
            else if (!BeforeComment.Contains(text[i]) && text[i] is not ('-' or '?' or ':')) return -1;
        }
        return -1;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at + 1 < text.Length && !BeforeComment.Contains(text[at + 1])) at++;
        return at;
    }

    private static int LineStart(string text, int line)
    {
        int at = 0;
        for (; line > 0; line--)
        {
            int next = text.IndexOf('\n', at) + 1;
            if (next == 0) return text.Length;
            at = next;
        }
        return at;
    }

    private static int FindEnd(string text, int start)
    {
        int depth = 0;
        bool atTokenStart = true;
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '[' or '{') depth++;
            else if (c is ']' or '}') depth--;
            else if (c is '"' or '\'' && atTokenStart) i = SkipQuoted(text, i);
            else if (c == '#' && BeforeComment.Contains(text[i - 1])) i = EndOfLine(text, i);
            if (depth == 0) return i;
            atTokenStart = c is '[' or '{' or ',' or ':' or '?' || BeforeComment.Contains(c) && atTokenStart || BeforeComment.Contains(c) && IsAfterProperty(text, i);
        }
        return -1;
    }

    /// <summary>Whether white space ends a tag or an anchor, after which a quoted scalar may start.</summary>
    private static bool IsAfterProperty(string text, int at)
    {
        int start = at;
        while (start > 0 && !BeforeComment.Contains(text[start - 1])) start--;
        return text[start] is '!' or '&';
    }

    private static int EndOfLine(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length - 1 : end - 1;
    }

    private static int SkipQuoted(string text, int open)
    {
        int i = open + 1;
        for (; i < text.Length && text[i] != text[open]; i++)
        {
            if (text[i] == '\\' && text[open] == '"') i++;
        }
        return i;
    }
}
