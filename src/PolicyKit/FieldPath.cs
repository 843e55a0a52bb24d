using System.Buffers;
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
    private static readonly SearchValues<char> PlainParts = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Prints a path; the path of the document itself is empty.</summary>
    public static string Format(IEnumerable<PathStep> steps) => Format([.. steps]);

    /// <summary>Prints a path; the path of the document itself is empty.</summary>
    public static string Format(ReadOnlySpan<PathStep> steps)
    {
        var text = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i].Name is not { } name)
            {
                text.Append("[");
                text.Append(steps[i].Index);
                text.Append("]");
            }
            else if (IsPlain(name))
            {
                if (i > 0) text.Append(".");
                text.Append(name);
            }
            else
            {
                text.Append(Bracketed(name));
            }
        }
        return text.ToStringAndClear();
    }

    /// <summary>Number of characters of a path as it is printed; null when only printing it tells.</summary>
    internal static int? LengthOf(ReadOnlySpan<PathStep> steps)
    {
        int length = Math.Max(0, steps.Length - 1);
        foreach (ref readonly PathStep step in steps)
        {
            if (step.Name is not { } name) length += DigitsOf(step.Index) + 1;
            else if (IsPlain(name)) length += name.Length;
            else return null;
        }
        // The first step has no dot; an index that is the first has both brackets all the same.
        return steps.Length > 0 && steps[0].Name is null ? length + 1 : length;
    }

    /// <summary>Reads a path as <see cref="Format(IEnumerable{PathStep})"/> prints it.</summary>
    /// <exception cref="FormatException">The text is no path.</exception>
    public static IReadOnlyList<PathStep> Parse(string text) =>
        TryParse(text, out IReadOnlyList<PathStep> steps) ? steps : throw new FormatException($"`{text}` is not a field path");

    /// <summary>Reads a path as <see cref="Format(IEnumerable{PathStep})"/> prints it; false when the text is no path.</summary>
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

    private static string Bracketed(string name)
    {
        var text = new StringBuilder("[");
        ValuePrinter.AppendQuoted(text, name);
        return text.Append(']').ToString();
    }

    private static int DigitsOf(int index)
    {
        int digits = 1;
        for (; index >= 10; index /= 10) digits++;
        return digits;
    }

    private static bool IsPlain(string name) => name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && !name.AsSpan().ContainsAnyExcept(PlainParts);

    private static bool IsPlainPart(char c) => PlainParts.Contains(c);
}
