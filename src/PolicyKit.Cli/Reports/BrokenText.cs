using System.Text.RegularExpressions;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>What can be said of a text that cannot be read.</summary>
internal static class BrokenText
{
    private static readonly Regex SecretKind = new("""["']?kind["']?\s*:\s*["']?(Secret|List|SecretList|TokenRe\w+)\b""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex Literal = new("""(^|[\s{,-])["']?(value|data|stringData)["']?\s*:""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether a Secret, or a list that may hold one, is anywhere in the text.</summary>
    public static bool MayHoldSecret(SourceText text) => SecretKind.IsMatch(text.ToString());

    /// <summary>Whether a line holds a literal value such as an environment variable's.</summary>
    public static bool IsLiteral(string line) => Literal.IsMatch(line);
}
