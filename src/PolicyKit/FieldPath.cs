using System.Globalization;
using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>One step of a path in a document: a member's name or an element's index.</summary>
public readonly record struct PathStep
{
    /// <summary>A step to a member.</summary>
    public PathStep(string name)
    {
        Name = name;
        Index = -1;
    }

    /// <summary>A step to an element, counted from zero.</summary>
    public PathStep(int index) => Index = index;

    /// <summary>The member's name, or null when this is a step to an element.</summary>
    public string? Name { get; }

    /// <summary>The element's index, or -1 when this is a step to a member.</summary>
    public int Index { get; }
}

/// <summary>Paths in documents as they are printed: <c>spec.containers[0].image</c>, <c>metadata.labels["a.b/c"]</c>.</summary>
public static class FieldPath
{
    /// <summary>Prints a path; the path of the document itself is empty.</summary>
    public static string Format(IEnumerable<PathStep> steps)
    {
        var text = new StringBuilder();
        foreach (PathStep step in steps)
        {
            if (step.Name is not { } name) text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            else if (IsPlain(name)) text.Append(text.Length > 0 ? "." : "").Append(name);
            else AppendBracketed(text, name);
        }
        return text.ToString();
    }

    /// <summary>Reads a path as <see cref="Format"/> prints it.</summary>
    /// <exception cref="FormatException">The text is no path.</exception>
    public static IReadOnlyList<PathStep> Parse(string text) =>
        TryParse(text, out IReadOnlyList<PathStep> steps) ? steps : throw new FormatException($"`{text}` is not a field path");

    /// <summary>Reads a path as <see cref="Format"/> prints it; false when the text is no path.</summary>
    public static bool TryParse(string text, out IReadOnlyList<PathStep> steps)
    {
        var found = new List<PathStep>();
        steps = found;
        int at = 0;
        while (at < text.Length)
        {
            PathStep? step = text[at] == '[' ? ReadBracketed(text, ref at) : ReadPlain(text, ref at);
            if (step is null) return false;
            found.Add(step.Value);
        }
        return true;
    }

    private static PathStep? ReadPlain(string text, ref int at)
    {
        if (at > 0 && text[at++] != '.') return null;
        int start = at;
        while (at < text.Length && IsPlainPart(text[at])) at++;
        string name = text[start..at];
        return IsPlain(name) ? new PathStep(name) : null;
    }

    private static PathStep? ReadBracketed(string text, ref int at)
    {
        int start = ++at;
        if (at < text.Length && text[at] == '"') return ReadQuoted(text, ref at);
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        bool isIndex = int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        return isIndex && Close(text, ref at) ? new PathStep(index) : null;
    }

    private static PathStep? ReadQuoted(string text, ref int at)
    {
        int start = at++;
        while (at < text.Length && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
        if (at >= text.Length) return null;
        at++;
        try
        {
            return Value.ParseJson(text[start..at]).TryGetString(out string? name) && Close(text, ref at) ? new PathStep(name) : null;
        }
        catch (DocumentException)
        {
            return null;
        }
    }

    private static bool Close(string text, ref int at) => at < text.Length && text[at++] == ']';

    private static void AppendBracketed(StringBuilder text, string name)
    {
        text.Append('[');
        ValuePrinter.AppendQuoted(text, name);
        text.Append(']');
    }

    private static bool IsPlain(string name) => name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(IsPlainPart);

    private static bool IsPlainPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
