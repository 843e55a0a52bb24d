namespace PolicyKit.Syntax.Parsing;

/// <summary>Which tokens at the start of a line begin an item.</summary>
internal static class ItemStarts
{
    /// <summary>Whether a token can be the first of a rule, a directive or a member.</summary>
    public static bool CanStart(TokenList list, int i)
    {
        SyntaxKind kind = list.KindAt(i);
        return SyntaxFacts.IsName(kind)
            || kind is SyntaxKind.PackageKeyword or SyntaxKind.ImportKeyword or SyntaxKind.DefaultKeyword
            || (SyntaxFacts.IsReservedKeyword(kind) && list.KindAt(i + 1) == SyntaxKind.GluedDotToken)
            || IsMisnamed(list, i);
    }

    /// <summary>A rule that was given a keyword's name.</summary>
    private static bool IsMisnamed(TokenList list, int i) =>
        SyntaxFacts.IsReservedKeyword(list.KindAt(i)) && list.KindAt(i) != SyntaxKind.ElseKeyword
        && list.KindAt(i + 1) is SyntaxKind.AssignToken or SyntaxKind.UnifyToken;

    /// <summary>Whether the tokens from here read as the start of an item: a head followed by what only follows heads, a directive, a clause.</summary>
    public static bool LooksLikeItem(TokenList list, int i)
    {
        if (!CanStart(list, i)) return false;
        SyntaxKind kind = list.KindAt(i);
        if (kind is SyntaxKind.PackageKeyword or SyntaxKind.ImportKeyword or SyntaxKind.DefaultKeyword) return true;
        SyntaxKind next = list.KindAt(i + 1);
        if (SyntaxFacts.IsContextualKeyword(kind) && (SyntaxFacts.IsName(next) || SyntaxFacts.IsNumberOrString(next)) && !list.FirstOnLine[i + 1]) return true;
        return EndOfHead(list, i) is SyntaxKind.AssignToken or SyntaxKind.UnifyToken or SyntaxKind.IfKeyword or SyntaxKind.ContainsKeyword
            or SyntaxKind.OpenBraceToken or SyntaxKind.ColonToken;
    }

    /// <summary>The kind of the token after <c>name{.name | [...] | (...)}</c>.</summary>
    private static SyntaxKind EndOfHead(TokenList list, int i)
    {
        i++;
        while (true)
        {
            SyntaxKind kind = list.KindAt(i);
            if (kind == SyntaxKind.GluedDotToken) i += 2;
            else if (kind is SyntaxKind.GluedOpenBracketToken or SyntaxKind.GluedOpenParenToken)
            {
                int close = SkipBrackets(list, i);
                if (close < 0) return kind;
                i = close + 1;
            }
            else return kind;
        }
    }

    private static int SkipBrackets(TokenList list, int i)
    {
        int depth = 0;
        int end = Math.Min(list.EndOfFile, i + 200);
        for (; i < end; i++)
        {
            SyntaxKind kind = list.KindAt(i);
            if (SyntaxFacts.IsOpening(kind)) depth++;
            else if (SyntaxFacts.IsClosing(kind) && --depth == 0) return i;
        }
        return -1;
    }
}
