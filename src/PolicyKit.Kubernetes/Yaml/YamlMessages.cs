using PolicyKit.Text;
using YamlDotNet.Core;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>The parser's complaints as sentences that say what to do.</summary>
internal static class YamlMessages
{
    public const string NoKey = "a value has no key before it";
    public const string GluedAlias = "an alias must follow a key, a colon, a comma or a dash";
    public const string GluedQuestionMark = "a `?` between brackets marks a key";

    public const string Tab = "a tab stands where YAML wants spaces";

    private const string QuotedText = "wrong indentation";
    private const string Colon = "a second `:` or a wrong indentation makes this line no `key: value`";
    private const string ColonHelp = "put text that holds `: ` in quotes, and line up the keys of one mapping";
    private const string NoColon = "this line is no `key: value` in line with the keys of its mapping";
    private const string NoColonHelp = "write `key: value` and indent it like the keys around it";
    private const string Escape = "an escape in these double quotes is no Unicode character";
    private const string EscapeHelp = "use a valid code point";

    /// <summary>What the parser says (a part of it), what is said here, and what to do.</summary>
    private static readonly (string Said, string Message, string? Help)[] Table =
    [
        (NoKey, "there is a `:` here with no key before it", "write the key, in quotes if it is empty"),
        (GluedAlias, GluedAlias, null),
        (GluedQuestionMark, "a `?` at the start of a word between brackets marks a key", "write the word in quotes"),
        ("tab ", Tab, "indent with spaces"),
        ("mapping values are not allowed in this context", Colon, ColonHelp),
        ("invalid mapping", Colon, ColonHelp),
        ("could not find expected ':'", NoColon, NoColonHelp),
        ("block mapping, did not find expected key", NoColon, NoColonHelp),
        ("block collection, did not find expected '-'", "this line does not line up with the `-` items around it", "indent it like them"),
        ("flow sequence, did not find", "a `,` or the closing `]` should stand here", "look for the `[` that is not closed"),
        ("flow mapping, did not find", "a `,` or the closing `}` should stand here", "look for the `{` that is not closed"),
        ("node content", "a value should stand here", null),
        ("character that cannot start any token", "a plain word cannot start with this character", "write the word in quotes; if this is a template, render it first"),
        ("unexpected end of stream", "the text ends inside the quotes that open here", "close them"),
        ("surrogates", Escape, EscapeHelp),
        ("unicode character escape", Escape, EscapeHelp),
        ("unknown escape", "an escape in these double quotes is not known to YAML", "use single quotes, or write `\\\\` for a backslash"),
        (QuotedText, "a line of this quoted text stands further left than the block around it", "indent it"),
        ("document start", "a directive must be followed by `---`, which Kubernetes does not take either", "remove the line that starts with `%`"),
        ("incompatible", "this is not YAML 1.1", "remove the line that starts with `%`"),
    ];

    /// <summary>Whether the parser complains of a line between quotes that stands further left than the block around it.</summary>
    public static bool IsQuotedText(YamlException e) => e.Message.Contains(QuotedText, StringComparison.OrdinalIgnoreCase);

    public static DocumentError Describe(YamlException e, LinePosition position)
    {
        foreach (var (said, message, help) in Table)
        {
            if (e.Message.Contains(said, StringComparison.OrdinalIgnoreCase)) return new DocumentError(position, message, help);
        }
        return new DocumentError(position, "this is not YAML: " + Sentence(e.Message));
    }

    private static string Sentence(string message)
    {
        string trimmed = message.Trim().TrimEnd('.').Replace('\'', '`');
        return trimmed.Length == 0 ? trimmed : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }
}
