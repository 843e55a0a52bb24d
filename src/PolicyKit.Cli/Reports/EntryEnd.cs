namespace PolicyKit.Cli.Reports;

/// <summary>Finds where a YAML or JSON entry that starts on a line ends on it.</summary>
internal static class EntryEnd
{
    /// <summary>One past the last character of the entry at <paramref name="start"/>: without trailing space and comment, and up to the <c>,</c> or bracket that ends it between brackets.</summary>
    public static int Find(string line, int start)
    {
        bool isBetweenBrackets = StartsLikeJson(line, start) || Scan(line, 0, start).Depth > 0;
        int end = Scan(line, start, line.Length, stopsAtComma: isBetweenBrackets).End;
        while (end > start && line[end - 1] is ' ' or '\t' or '\r') end--;
        return end;
    }

    /// <summary>Where the value of the entry at <paramref name="start"/> begins: after the colon of its key and the space behind it; <paramref name="start"/> when there is no key.</summary>
    public static int FindValue(string line, int start)
    {
        int at = start < line.Length && line[start] is '"' or '\'' ? SkipQuoted(line, start) : start;
        while (at < line.Length && !IsColon(line, at)) at++;
        if (at >= line.Length) return start;
        at++;
        while (at < line.Length && line[at] is ' ' or '\t') at++;
        return at;
    }

    /// <summary>Whether the quoted text that starts at <paramref name="start"/> ends on the line.</summary>
    public static bool IsClosedQuote(string line, int start)
    {
        int end = SkipQuoted(line, start);
        return end > start + 1 && line[end - 1] == line[start];
    }

    private static bool IsColon(string line, int at) => line[at] == ':' && (at + 1 >= line.Length || line[at + 1] is ' ' or '\t' or '"' or '\'' or '{' or '[');

    /// <summary>A quoted key is JSON, whose entries end at commas on any line.</summary>
    private static bool StartsLikeJson(string line, int start) => start < line.Length && line[start] == '"';

    private static (int End, int Depth) Scan(string line, int from, int to, bool stopsAtComma = false)
    {
        int depth = 0;
        int at = from;
        while (at < to)
        {
            char c = line[at];
            bool startsToken = at == 0 || line[at - 1] is ' ' or '\t' or '[' or '{' or ',' or ':';
            if (c is '"' or '\'' && startsToken)
            {
                at = SkipQuoted(line, at);
                continue;
            }
            if (c == '#' && (at == 0 || line[at - 1] is ' ' or '\t')) break;
            if (c is '{' or '[' && (startsToken || depth > 0)) depth++;
            else if (c is '}' or ']')
            {
                if (depth == 0 && stopsAtComma) break;
                depth = Math.Max(0, depth - 1);
            }
            else if (c == ',' && depth == 0 && stopsAtComma) break;
            at++;
        }
        return (Math.Min(at, to), depth);
    }

    private static int SkipQuoted(string line, int at)
    {
        char quote = line[at++];
        while (at < line.Length && line[at] != quote) at += quote == '"' && line[at] == '\\' ? 2 : 1;
        return Math.Min(at + 1, line.Length);
    }
}
