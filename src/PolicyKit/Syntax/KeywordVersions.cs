namespace PolicyKit.Syntax;

/// <summary>In Rego v0 the words <c>if in every contains</c> are names until the file imports them.</summary>
internal static class KeywordVersions
{
    private static readonly SyntaxKind[] s_future = [SyntaxKind.IfKeyword, SyntaxKind.InKeyword, SyntaxKind.EveryKeyword, SyntaxKind.ContainsKeyword];

    public static void Apply(SyntaxToken[] tokens, ParseOptions options)
    {
        if (options.Version != LanguageVersion.RegoV0) return;
        HashSet<SyntaxKind> imported = FindImported(tokens);
        for (int i = 0; i < tokens.Length; i++)
        {
            if (s_future.Contains(tokens[i].Kind) && !imported.Contains(tokens[i].Kind)) tokens[i] = tokens[i] with { Kind = SyntaxKind.IdentifierToken };
        }
    }

    /// <summary>Why a word is no keyword, to follow its mention; empty for any other word. Such a word is a name only where it was not imported.</summary>
    public static string Advise(SyntaxToken token) =>
        token.Kind == SyntaxKind.IdentifierToken && s_future.Contains(SyntaxFacts.GetWordKind(token.Text)) ? $"; `{token.Text}` needs `import rego.v1` or `import future.keywords.{token.Text}` in Rego v0" : "";

    /// <summary>Whether bodies need <c>if</c>: in Rego v1, and in Rego v0 after <c>import rego.v1</c>.</summary>
    public static bool RequiresIf(SyntaxToken[] tokens, ParseOptions options) =>
        options.Version == LanguageVersion.RegoV1 || Imports(tokens).Any(p => p is ["rego", "v1", ..]);

    private static HashSet<SyntaxKind> FindImported(SyntaxToken[] tokens)
    {
        var imported = new HashSet<SyntaxKind>();
        foreach (string[] path in Imports(tokens))
        {
            if (path is ["rego", "v1", ..] or ["future", "keywords"]) imported.UnionWith(s_future);
            else if (path is ["future", "keywords", var word]) imported.Add(SyntaxFacts.GetWordKind(word));
        }
        if (imported.Contains(SyntaxKind.EveryKeyword)) imported.Add(SyntaxKind.InKeyword);
        return imported;
    }

    private static IEnumerable<string[]> Imports(SyntaxToken[] tokens)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != SyntaxKind.ImportKeyword || i + 1 >= tokens.Length) continue;
            var path = new List<string> { tokens[i + 1].Text };
            for (int j = i + 2; j + 1 < tokens.Length && tokens[j].Kind == SyntaxKind.GluedDotToken; j += 2) path.Add(tokens[j + 1].Text);
            yield return [.. path];
        }
    }
}
