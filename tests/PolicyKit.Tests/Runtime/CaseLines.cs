namespace PolicyKit.Tests.Runtime;

/// <summary>Reads <c>verb: operand ; operand => result</c>, one case a line; <c>#</c> starts a comment line.</summary>
internal static class CaseLines
{
    public static TheoryData<int, string> Read(string file)
    {
        var cases = new TheoryData<int, string>();
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "runtime", file));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 && lines[i][0] != '#') cases.Add(i + 1, lines[i]);
        }
        return cases;
    }

    public static (string Verb, string[] Operands, string Expected) Split(int line, string text)
    {
        int colon = text.IndexOf(": ", StringComparison.Ordinal);
        int arrow = text.LastIndexOf(" =>", StringComparison.Ordinal);
        if (colon < 0 || arrow < colon) throw new FormatException($"line {line} is no case: {text}");
        return (text[..colon], text[(colon + 2)..arrow].Split(" ; "), text[(arrow + 3)..].Trim());
    }
}
