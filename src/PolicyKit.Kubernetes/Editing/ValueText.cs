using System.Globalization;
using System.Text;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Writes values as YAML or JSON, in the manner of the text around them.</summary>
/// <param name="isJson">Whether every key and string is in double quotes.</param>
/// <param name="lineBreak">Between lines.</param>
/// <param name="step">Spaces that a mapping is indented below its key.</param>
/// <param name="sequenceStep">Spaces that a sequence is indented below its key.</param>
internal sealed class ValueText(bool isJson, string lineBreak, int step, int sequenceStep)
{
    /// <summary>A value between brackets, on one line.</summary>
    public string Flow(Value value, bool isQuoted = false) => value.Kind switch
    {
        ValueKind.Object => "{" + string.Join(", ", value.Members().Select(m => $"{Key(m.Key.TextOrEmpty(), isQuoted)}: {Flow(m.Value, isQuoted)}")) + "}",
        ValueKind.Array or ValueKind.Set => "[" + string.Join(", ", value.Elements().Select(e => Flow(e, isQuoted))) + "]",
        ValueKind.String => Text(value.TextOrEmpty(), isQuoted),
        _ => value.ToJson(),
    };

    /// <summary>A value between brackets, on lines that are indented as far as the first is and further.</summary>
    public string FlowLines(Value value, int indent)
    {
        if (!IsCollection(value)) return Flow(value, isQuoted: true);
        string inner = lineBreak + new string(' ', indent + step);
        string last = lineBreak + new string(' ', indent);
        return value.Kind == ValueKind.Object
            ? "{" + string.Join(",", value.Members().Select(m => $"{inner}{Key(m.Key.TextOrEmpty(), isQuoted: true)}: {FlowLines(m.Value, indent + step)}")) + last + "}"
            : "[" + string.Join(",", value.Elements().Select(e => inner + FlowLines(e, indent + step))) + last + "]";
    }

    /// <summary><c>key: value</c>, whose lines after the first are indented.</summary>
    public string Entry(string key, Value value, int indent) => Key(key, isQuoted: false) + ":" + AfterColon(value, indent);

    /// <summary>What follows the colon of a key in a column: a scalar on its line, or a collection on the next ones.</summary>
    public string AfterColon(Value value, int indent)
    {
        if (!IsCollection(value)) return " " + Flow(value);
        int inner = indent + (value.Kind == ValueKind.Object ? step : sequenceStep);
        return lineBreak + new string(' ', inner) + Block(value, inner);
    }

    /// <summary>An element after its dash, which stands in a column.</summary>
    public string Element(Value value, int dash, int gap) => "-" + new string(' ', gap - 1) + (IsCollection(value) ? Block(value, dash + gap) : Flow(value));

    /// <summary>A value as a document of its own.</summary>
    public string Document(Value value) => (IsCollection(value) ? Block(value, 0) : Flow(value)) + lineBreak;

    /// <summary>A key.</summary>
    public string Key(string key, bool isQuoted) => Text(key, isQuoted);

    private string Block(Value value, int indent)
    {
        string between = lineBreak + new string(' ', indent);
        return value.Kind == ValueKind.Object
            ? string.Join(between, value.Members().Select(m => Entry(m.Key.TextOrEmpty(), m.Value, indent)))
            : string.Join(between, value.Elements().Select(e => Element(e, indent, 2)));
    }

    private static bool IsCollection(Value value) => value.Kind is ValueKind.Object or ValueKind.Array or ValueKind.Set && value.Count > 0;

    private string Text(string text, bool isQuoted) => !isJson && !isQuoted && IsPlain(text) ? text : Quoted(text);

    /// <summary>In single quotes where that can be, as a text that is replaced.</summary>
    public static string? SingleQuoted(string text) => text.All(c => c is >= ' ' and <= '~') ? "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'" : null;

    /// <summary>Whether a text without quotes is this string, wherever it stands.</summary>
    private static bool IsPlain(string text)
    {
        if (text.Length is 0 or > 128 || !(char.IsAsciiLetter(text[0]) || text[0] is '_' or '/')) return false;
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '@') && !IsReference(text)) return false;
        return ScalarResolver.Resolve(new YamlNode(YamlNodeKind.Scalar, default) { Text = text, IsPlain = true }, out _) is { Type: ScalarType.String };
    }

    /// <summary>Colons between other characters, as in the name of an image, end nothing.</summary>
    private static bool IsReference(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '@' or ':') && !text.EndsWith(':');

    /// <summary>In double quotes, as JSON and YAML read alike.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~' || (c >= '\u00A0' && !char.IsSurrogate(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse))) quoted.Append(c);
            else if (char.IsSurrogate(c)) quoted.Append(c);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return quoted.Append('"').ToString();
    }
}
