using System.Globalization;
using System.Text;

namespace PolicyKit.Builtins;

/// <summary>Go's quoted strings, which OPA's messages and <c>%q</c> use.</summary>
internal static class GoQuote
{
    public static string Quote(string text) => Quote(text, '"', asciiOnly: false);

    public static string Quote(string text, char quote, bool asciiOnly)
    {
        var result = new StringBuilder().Append(quote);
        for (var index = 0; index < text.Length; index += CodePoints.WidthAt(text, index))
            Append(result, CodePoints.At(text, index), quote, asciiOnly);
        return result.Append(quote).ToString();
    }

    private static void Append(StringBuilder result, int codePoint, char quote, bool asciiOnly)
    {
        if (codePoint == quote || codePoint == '\\')
            result.Append('\\').Append((char)codePoint);
        else if (codePoint is >= ' ' and < 0x7F)
            result.Append((char)codePoint);
        else if (Named(codePoint) is { } name)
            result.Append('\\').Append(name);
        else if (codePoint >= 0x80 && !asciiOnly && IsPrintable(codePoint))
            result.Append(char.ConvertFromUtf32(codePoint));
        else
            result.Append(Escape(codePoint));
    }

    private static char? Named(int codePoint) => codePoint switch
    {
        7 => 'a',
        8 => 'b',
        9 => 't',
        10 => 'n',
        11 => 'v',
        12 => 'f',
        13 => 'r',
        _ => null,
    };

    private static string Escape(int codePoint) => codePoint switch
    {
        < 0x80 => "\\x" + codePoint.ToString("x2", CultureInfo.InvariantCulture),
        < 0x10000 => "\\u" + codePoint.ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\U" + codePoint.ToString("x8", CultureInfo.InvariantCulture),
    };

    private static bool IsPrintable(int codePoint) => codePoint is not (>= 0xD800 and <= 0xDFFF) && CharUnicodeInfo.GetUnicodeCategory(codePoint) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
