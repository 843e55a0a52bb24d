namespace PolicyKit.Kubernetes.Tests;

/// <summary>Reads the files under Cases. A line that is neither a case, a comment nor empty fails the reading.</summary>
internal static class CaseFile
{
    /// <summary>Lines <c>left ⇶ right</c>.</summary>
    public static TheoryData<string, string> Lines(string name)
    {
        var cases = new TheoryData<string, string>();
        foreach (string line in File.ReadAllLines(PathOf(name)))
        {
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal)) continue;
            if (line.Split(" ⇶ ") is not [var left, var right] || right.Length == 0) throw new FormatException($"{name}: `{line}` is no case");
            cases.Add(left, right);
        }
        return cases;
    }

    /// <summary>Blocks: <c>=== title</c>, the source, a line <c>⇶</c>, the expected text.</summary>
    public static TheoryData<string, string, string> Blocks(string name)
    {
        var cases = new TheoryData<string, string, string>();
        foreach (string block in ("\n" + File.ReadAllText(PathOf(name))).Split("\n=== ").Skip(1))
        {
            int titleEnd = block.IndexOf('\n', StringComparison.Ordinal);
            if (titleEnd < 0 || block[(titleEnd + 1)..].Split("⇶\n") is not [var source, var expected]) throw new FormatException($"{name}: `{block}` is no case");
            cases.Add(block[..titleEnd], source, expected.TrimEnd('\n'));
        }
        return cases;
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Cases", name);
}
