using System.Text;

namespace PolicyKit.Builtins;

/// <summary>Strings seen as code points, as Rego counts them.</summary>
internal static class CodePoints
{
    public static int Count(string text) => CountBetween(text, 0, text.Length);

    /// <summary>Number of code points in a range of UTF-16 units.</summary>
    public static int CountBetween(string text, int start, int end)
    {
        var count = 0;
        for (var index = start; index < end; index += WidthAt(text, index))
            count++;
        return count;
    }

    /// <summary>UTF-16 units of the code point at an index.</summary>
    public static int WidthAt(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;

    /// <summary>The UTF-16 index after <paramref name="count"/> code points, or the length where there are fewer.</summary>
    public static int Skip(string text, int start, long count)
    {
        var index = start;
        for (; count > 0 && index < text.Length; count--)
            index += WidthAt(text, index);
        return index;
    }

    public static int At(string text, int index) => WidthAt(text, index) == 2 ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index];

    /// <summary>Each code point as a string of its own.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (var index = 0; index < text.Length;)
        {
            var width = WidthAt(text, index);
            yield return text.Substring(index, width);
            index += width;
        }
    }

    public static string Reverse(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var end = text.Length; end > 0;)
        {
            var start = end >= 2 && char.IsLowSurrogate(text[end - 1]) && char.IsHighSurrogate(text[end - 2]) ? end - 2 : end - 1;
            result.Append(text, start, end - start);
            end = start;
        }

        return result.ToString();
    }
}
