using System.Buffers;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>The characters that a YAML text may hold.</summary>
internal static class YamlCharacters
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code).Where(c => c is not ('\t' or '\n' or '\r' or '\u0085')),
        '\uFFFE', '\uFFFF',
    ]);

    /// <summary>Refuses control characters, which Kubernetes does not read.</summary>
    public static void Check(ReadOnlySpan<char> text, int startLine)
    {
        int at = text.IndexOfAny(Forbidden);
        if (at < 0) return;
        var before = text[..at];
        var position = new LinePosition(startLine + before.Count('\n'), at - (before.LastIndexOf('\n') + 1));
        throw new DocumentErrorException(position, $"the control character U+{(int)text[at]:X4} must not stand in YAML", "write it as an escape in double quotes");
    }
}
