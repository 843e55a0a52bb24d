using System.Globalization;
using System.Text;

namespace PolicyKit.Syntax;

public static partial class SyntaxFacts
{
    private const char Replacement = '\uFFFD';

    /// <summary>The value of a string or raw string token: quotes taken off, JSON escapes resolved, lone surrogates replaced by U+FFFD.</summary>
    public static string GetStringValue(SyntaxToken token) => token.Kind == SyntaxKind.RawStringToken
        ? TrimQuotes(token.Text, 1).ToString()
        : Unescape(TrimQuotes(token.Text, 1), raw: false);

    /// <summary>The values of a template string's text parts, one more than it has interpolations.</summary>
    public static IReadOnlyList<string> GetTextValues(TemplateStringSyntax template)
    {
        bool raw = template.Texts[0].Text.StartsWith("$`", StringComparison.Ordinal);
        return [.. template.Texts.Select(t => Unescape(TrimQuotes(t.Text, t.Text[0] == '$' ? 2 : 1), raw))];
    }

    /// <summary>The pattern between the slashes of a regex token, with <c>\/</c> as a slash.</summary>
    public static string GetRegexPattern(SyntaxToken token) => TrimQuotes(token.Text, 1).ToString().Replace("\\/", "/", StringComparison.Ordinal);

    private static ReadOnlySpan<char> TrimQuotes(string text, int opening) =>
        text.Length > opening ? text.AsSpan(opening, text.Length - opening - 1) : "";

    private static string Unescape(ReadOnlySpan<char> text, bool raw)
    {
        if (text.IndexOf('\\') < 0) return text.ToString();
        var value = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c != '\\' || i + 1 == text.Length || (raw && text[i + 1] != '{')) value.Append(c);
            else if (text[++i] == 'u') value.Append(ReadCodeUnits(text, ref i));
            else value.Append(GetEscaped(text[i]));
        }
        return value.ToString();
    }

    /// <summary>Reads the digits after <c>\u</c> at <paramref name="i"/>, and the second half of a surrogate pair.</summary>
    private static string ReadCodeUnits(ReadOnlySpan<char> text, ref int i)
    {
        char first = ReadHex(text, i + 1);
        i = Math.Min(i + 4, text.Length - 1);
        if (!char.IsSurrogate(first)) return first.ToString();
        if (char.IsHighSurrogate(first) && text[(i + 1)..].StartsWith("\\u", StringComparison.Ordinal) && ReadHex(text, i + 3) is var second && char.IsLowSurrogate(second))
        {
            i += 6;
            return new string([first, second]);
        }
        return Replacement.ToString();
    }

    private static char ReadHex(ReadOnlySpan<char> text, int start) =>
        start + 4 <= text.Length && ushort.TryParse(text.Slice(start, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit) ? (char)unit : Replacement;

    private static char GetEscaped(char c) => c switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => c,
    };

    internal static bool IsEscape(char c) => "\"\\/bfnrtu".Contains(c, StringComparison.Ordinal);
}
