using System.Text;
using System.Text.RegularExpressions;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>
/// Globs in the manner of <c>.gitignore</c>: a pattern without <c>/</c> is for a name anywhere below, one with <c>/</c> for a path from the folder on, a final <c>/</c> for
/// folders only; <c>*</c> and <c>?</c> stay within a name, <c>**</c> does not; <c>!</c> takes an earlier pattern back. The last pattern that fits decides.
/// </summary>
internal sealed class IgnoreRules
{
    /// <summary>The file of a folder that holds its globs.</summary>
    public const string FileName = ".policykitignore";

    private static readonly string[] Default = [".git/", "node_modules/"];
    private readonly List<(Regex Pattern, bool FoldersOnly, bool Ignores)> _rules = [];

    /// <summary>The rules for a folder: the default ones, its <c>.policykitignore</c>, then the ones given.</summary>
    public static IgnoreRules For(string folder, IEnumerable<string> given)
    {
        var rules = new IgnoreRules();
        foreach (string line in Default.Concat(ReadOwn(folder)).Concat(given)) rules.Add(line.TrimEnd());
        return rules;
    }

    private static string[] ReadOwn(string folder)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder, FileName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the rules more is read, never less.
            return [];
        }
    }

    /// <summary>Whether a path, relative to the folder and with <c>/</c>, is left out.</summary>
    public bool Ignores(string relativePath, bool isFolder)
    {
        int last = _rules.FindLastIndex(rule => (isFolder || !rule.FoldersOnly) && rule.Pattern.IsMatch(relativePath));
        return last >= 0 && _rules[last].Ignores;
    }

    private void Add(string glob)
    {
        if (glob.Length == 0 || glob[0] == '#') return;
        bool ignores = glob[0] != '!';
        if (!ignores) glob = glob[1..];
        bool foldersOnly = glob.EndsWith('/');
        glob = glob.TrimEnd('/');
        if (glob.Length == 0) return;
        string anywhere = glob.Contains('/', StringComparison.Ordinal) ? "" : "(.*/)?";
        _rules.Add((new Regex("^" + anywhere + ToRegex(glob.TrimStart('/')) + @"\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), foldersOnly, ignores));
    }

    private static string ToRegex(string glob)
    {
        var regex = new StringBuilder();
        for (int i = 0; i < glob.Length; i++)
        {
            if (string.CompareOrdinal(glob, i, "**/", 0, 3) == 0)
            {
                regex.Append("(.*/)?");
                i += 2;
            }
            else if (string.CompareOrdinal(glob, i, "**", 0, 2) == 0)
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(glob[i] switch { '*' => "[^/]*", '?' => "[^/]", char c => Regex.Escape(c.ToString()) });
            }
        }
        return regex.ToString();
    }
}
