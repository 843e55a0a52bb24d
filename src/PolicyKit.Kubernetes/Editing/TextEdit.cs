using System.Text;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Characters that are replaced.</summary>
internal readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>A text after edits that do not overlap; null when they do. Of several at one place the first comes first.</summary>
    public static string? Apply(string text, IEnumerable<TextEdit> edits)
    {
        var edited = new StringBuilder(text.Length + 256);
        int at = 0;
        foreach (TextEdit edit in edits.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            if (edit.Start < at) return null;
            edited.Append(text, at, edit.Start - at).Append(edit.Text);
            at = edit.End;
        }
        return edited.Append(text, at, text.Length - at).ToString();
    }
}

/// <summary>Lines of a text.</summary>
internal static class TextLines
{
    public static int StartOf(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the line of a place ends, before its line break.</summary>
    public static int EndOf(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        if (end < 0) return text.Length;
        return end > at && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Where the line after a place starts; the place itself when it starts one.</summary>
    public static int Next(string text, int at)
    {
        if (at > 0 && text[at - 1] == '\n') return at;
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }

    public static int Column(string text, int at) => at - StartOf(text, at);

    /// <summary>Whether nothing but space stands before a place on its line.</summary>
    public static bool IsFirst(string text, int at) => text.AsSpan(StartOf(text, at)..at).Trim(' ').IsEmpty;

    /// <summary>The first character from a place on that is no white space.</summary>
    public static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
