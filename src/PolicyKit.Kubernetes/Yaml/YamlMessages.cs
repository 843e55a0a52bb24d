using PolicyKit.Text;
using YamlDotNet.Core;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>The parser's complaints as sentences that say what to do.</summary>
internal static class YamlMessages
{
    public const string NoKey = "a value has no key before it";
    public const string GluedAlias = "an alias must follow a key, a colon, a comma or a dash";
    public const string GluedQuestionMark = "a `?` between brackets marks a key";

    /// <summary>What the parser says (a part of it), what is said here, and what to do.</summary>
    private static readonly (string Said, string Message, string? Help)[] Table =
    [
        (NoKey, "there is a `:` here with no key before it", "write the key, in quotes if it is empty"),
        (GluedAlias, GluedAlias, null),
        (GluedQuestionMark, "a `?` at the start of a word between brackets marks a key", "write the word in quotes"),
        ("tab character", "a tab stands where YAML wants spaces", "indent with spaces"),
        ("mapping values are not allowed in this context", "a second `:` or a wrong indentation makes this line no `key: value`", "put text that holds `: ` in quotes, and line up the keys of one mapping"),
        ("invalid mapping", "a second `:` or a wrong indentation makes this line no `key: value`", "put text that holds `: ` in quotes, and line up the keys of one mapping"),
        ("could not find expected ':'", "this line has no `:` after its key", "write `key: value`, or indent the line to make it part of the text above"),
        ("character that cannot start any token", "a plain word cannot start with this character", "write the word in quotes; if this is a template, render it first"),
        ("unexpected end of stream", "the text ends inside quotes or brackets", "close the quotes or brackets that open here"),
    ];

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
