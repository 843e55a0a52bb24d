namespace PolicyKit.Tests.Syntax;

/// <summary>One case of a file under Cases/Syntax or Cases/Formatting: <c>### name [| mode]</c>, the source, <c>---</c>, what is expected.</summary>
public sealed record SyntaxCase(string Name, string Mode, string Source, string Expected)
{
    private static readonly string[] s_modes = ["policy", "rego", "v0", "query"];

    public static IEnumerable<SyntaxCase> ReadFolder(string folder) => ReadCases($"Syntax/{folder}");

    public static IEnumerable<SyntaxCase> ReadCases(string folder) => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases", folder), "*.txt")
        .Order(StringComparer.Ordinal)
        .SelectMany(Read);

    public override string ToString() => Name;

    private static IEnumerable<SyntaxCase> Read(string file)
    {
        string[] lines = File.ReadAllText(file).TrimEnd('\n').Split('\n');
        for (int i = 0; i < lines.Length;)
        {
            if (!lines[i].StartsWith("### ", StringComparison.Ordinal)) throw new FormatException($"{file}:{i + 1}: a case starts with `### name`");
            string[] head = lines[i][4..].Split(" | ");
            string mode = head.Length == 1 ? "policy" : head[1];
            if (head.Length > 2 || !s_modes.Contains(mode)) throw new FormatException($"{file}:{i + 1}: unknown mode");
            int bar = Array.IndexOf(lines, "---", i);
            int next = Array.FindIndex(lines, i + 1, l => l.StartsWith("### ", StringComparison.Ordinal));
            int end = next < 0 ? lines.Length : next;
            if (bar < 0 || bar > end) throw new FormatException($"{file}:{i + 1}: a case has a line `---`");
            yield return new SyntaxCase(
                $"{Path.GetFileNameWithoutExtension(file)}: {head[0]}", mode, string.Join('\n', lines[(i + 1)..bar]), string.Join('\n', lines[(bar + 1)..end]));
            i = end;
        }
    }
}
