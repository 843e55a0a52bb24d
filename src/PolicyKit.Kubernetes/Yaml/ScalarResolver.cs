using System.Text;
using System.Text.RegularExpressions;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>
/// Gives a scalar the type that Kubernetes gives it (sigs.k8s.io/yaml: YAML 1.1 in the flavour of go-yaml 2). Quoted text without a tag is a string; timestamps
/// and base-60 numbers stay strings; <c>0777</c> is octal; <c>yes</c> and <c>on</c> are booleans.
/// </summary>
internal static partial class ScalarResolver
{
    private static readonly Dictionary<string, ResolvedScalar> Words = MakeWords();

    /// <summary>The typed scalar, or null with a message when the explicit tag does not fit the text.</summary>
    public static ResolvedScalar? Resolve(YamlNode scalar, out string? error)
    {
        error = null;
        string text = scalar.Text;
        if (scalar.IsPlain) return ResolvePlain(text);
        switch (scalar.Tag)
        {
            case YamlTags.Binary:
                if (TryDecodeBase64(text) is { } decoded) return ResolvedScalar.String(decoded);
                error = "a `!!binary` value must be base64";
                return null;
            case YamlTags.Timestamp when Timestamp().IsMatch(text):
                return ResolvedScalar.String(text);
            case YamlTags.Bool or YamlTags.Int or YamlTags.Float or YamlTags.Null or YamlTags.Timestamp:
                var resolved = ResolvePlain(text);
                if (Fits(scalar.Tag, resolved.Type)) return resolved;
                error = $"`{text}` is not a `{YamlTags.Short(scalar.Tag)}`";
                return null;
            default:
                return ResolvedScalar.String(text);
        }
    }

    private static bool Fits(string tag, ScalarType type) => tag switch
    {
        YamlTags.Bool => type == ScalarType.Boolean,
        YamlTags.Int => type == ScalarType.Integer,
        YamlTags.Float => type is ScalarType.Float or ScalarType.Integer,
        YamlTags.Null => type == ScalarType.Null,
        _ => false,
    };

    private static ResolvedScalar ResolvePlain(string text)
    {
        if (Words.TryGetValue(text, out var word)) return word;
        return text[0] switch
        {
            '.' => GoNumber.TryParseSeparatedFloat(text, out double fraction) ? ResolvedScalar.Number(fraction) : ResolvedScalar.String(text),
            '+' or '-' or (>= '0' and <= '9') => ResolveNumber(text),
            _ => ResolvedScalar.String(text),
        };
    }

    private static ResolvedScalar ResolveNumber(string text)
    {
        string plain = text.Replace("_", "", StringComparison.Ordinal);
        if (GoNumber.TryParseInt(plain, out long signed)) return ResolvedScalar.Signed(signed);
        if (GoNumber.TryParseUInt(plain, out ulong unsigned)) return ResolvedScalar.Unsigned(unsigned);
        if (GoNumber.TryParseYamlFloat(plain, out double number)) return ResolvedScalar.Number(number);
        // go-yaml's own binary form takes a sign after the prefix too.
        string? digits = plain.StartsWith("0b", StringComparison.Ordinal) ? plain[2..] : plain.StartsWith("-0b", StringComparison.Ordinal) ? "-" + plain[3..] : null;
        if (digits is not null && GoNumber.TryParseBinary(digits, out var big) && big >= long.MinValue && big <= long.MaxValue) return ResolvedScalar.Signed((long)big);
        return ResolvedScalar.String(text);
    }

    private static string? TryDecodeBase64(string text)
    {
        string compact = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        if (compact.AsSpan().ContainsAny(' ', '\t')) return null;
        byte[] bytes = new byte[compact.Length];
        return Convert.TryFromBase64String(compact, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static Dictionary<string, ResolvedScalar> MakeWords()
    {
        var words = new Dictionary<string, ResolvedScalar>(StringComparer.Ordinal);
        void Add(ResolvedScalar value, params ReadOnlySpan<string> texts)
        {
            foreach (string text in texts) words.Add(text, value);
        }
        Add(new ResolvedScalar(ScalarType.Null, ""), "", "~", "null", "Null", "NULL");
        Add(ResolvedScalar.Boolean(true), "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
        Add(ResolvedScalar.Boolean(false), "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
        Add(ResolvedScalar.Number(double.NaN), ".nan", ".NaN", ".NAN");
        Add(ResolvedScalar.Number(double.PositiveInfinity), ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF");
        Add(ResolvedScalar.Number(double.NegativeInfinity), "-.inf", "-.Inf", "-.INF");
        return words;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]| )[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Timestamp();
}
