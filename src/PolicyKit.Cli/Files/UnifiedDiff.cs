using System.Globalization;
using DiffPlex;
using DiffPlex.Model;

namespace PolicyKit.Cli.Files;

/// <summary>The difference of two texts as <c>patch</c> reads it, with three lines around each change.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The lines, without their ends; none when the texts are equal.</summary>
    public static IEnumerable<string> Lines(string path, string before, string after)
    {
        DiffResult diff = new Differ().CreateCustomDiffs(before, after, ignoreWhiteSpace: false, Split);
        if (diff.DiffBlocks.Count == 0) yield break;
        yield return $"--- {path}";
        yield return $"+++ {path}";
        for (int first = 0; first < diff.DiffBlocks.Count;)
        {
            int last = first;
            while (last + 1 < diff.DiffBlocks.Count && diff.DiffBlocks[last + 1].DeleteStartA - End(diff.DiffBlocks[last]) <= 2 * Context) last++;
            foreach (string line in Hunk(diff, [.. diff.DiffBlocks.Skip(first).Take(last - first + 1)])) yield return line;
            first = last + 1;
        }
    }

    private static IEnumerable<string> Hunk(DiffResult diff, DiffBlock[] blocks)
    {
        int lead = Math.Min(Context, blocks[0].DeleteStartA);
        int trail = Math.Min(Context, diff.PiecesOld.Length - End(blocks[^1]));
        int at = blocks[0].DeleteStartA - lead;
        int old = End(blocks[^1]) + trail - at;
        int added = blocks.Sum(b => b.InsertCountB - b.DeleteCountA);
        yield return $"@@ -{Range(at, old)} +{Range(blocks[0].InsertStartB - lead, old + added)} @@";
        foreach (DiffBlock block in blocks)
        {
            foreach (string line in Marked(' ', diff.PiecesOld, at, block.DeleteStartA)) yield return line;
            foreach (string line in Marked('-', diff.PiecesOld, block.DeleteStartA, End(block))) yield return line;
            foreach (string line in Marked('+', diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB)) yield return line;
            at = End(block);
        }
        foreach (string line in Marked(' ', diff.PiecesOld, at, at + trail)) yield return line;
    }

    private static IEnumerable<string> Marked(char mark, string[] lines, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            yield return mark + lines[i].TrimEnd('\n').TrimEnd('\r');
            if (!lines[i].EndsWith('\n')) yield return "\\ No newline at end of file";
        }
    }

    private static int End(DiffBlock block) => block.DeleteStartA + block.DeleteCountA;

    /// <summary>Lines count from 1; an empty range is named by the line before it.</summary>
    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    /// <summary>The lines of a text with their ends.</summary>
    public static string[] Split(string text)
    {
        var lines = new List<string>();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }
        return [.. lines];
    }
}
