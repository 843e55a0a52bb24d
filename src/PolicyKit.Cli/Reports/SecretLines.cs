using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>Where secrets stand in a text: ranges of lines and characters that excerpts replace.</summary>
internal sealed class SecretLines
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mark = "***";

    private readonly Dictionary<int, List<(int From, int To)>> _ranges = [];

    /// <summary>Hides the value of the entry that starts at a position, on all the lines that it may cover.</summary>
    public void Hide(SourceText text, LinePosition entry)
    {
        string line = text.GetLine(entry.Line);
        int start = EntryEnd.FindValue(line, Math.Min(entry.Character, line.Length));
        int end = EntryEnd.Find(line, start);
        bool isOpenQuote = start < line.Length && line[start] is '"' or '\'' && !EntryEnd.IsClosedQuote(line, start);
        if (isOpenQuote) end = line.Length;
        Add(entry.Line, start, end);
        bool isBelow = start >= line.TrimEnd().Length;
        for (int next = entry.Line + 1; next < text.LineCount; next++)
        {
            string more = text.GetLine(next);
            bool isBlank = string.IsNullOrWhiteSpace(more);
            bool isDeeper = more.Length - more.AsSpan().TrimStart().Length > entry.Character || isBlank;
            if (!isDeeper && !isOpenQuote && !isBelow) break;
            Add(next, 0, more.Length);
            isBelow &= isBlank;
            if (isOpenQuote && more.Contains(line[start], StringComparison.Ordinal)) break;
        }
    }

    /// <summary>The line with its secrets replaced; <paramref name="position"/> moves with what it points at.</summary>
    public string Mask(string line, int number, ref int position)
    {
        if (!_ranges.TryGetValue(number, out List<(int From, int To)>? ranges)) return line;
        foreach ((int from, int to) in ranges.Distinct().OrderByDescending(r => r.From))
        {
            int end = Math.Min(to, line.Length);
            if (from >= end) continue;
            line = line[..from] + Mark + line[end..];
            if (position >= end) position += Mark.Length - (end - from);
            else if (position > from) position = from;
        }
        return line;
    }

    private void Add(int line, int from, int to)
    {
        if (!_ranges.TryGetValue(line, out List<(int From, int To)>? ranges)) _ranges[line] = ranges = [];
        ranges.Add((from, to));
    }
}
