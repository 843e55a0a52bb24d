namespace PolicyKit.Syntax.Formatting;

/// <summary>Puts imports in order: each run of them without blank lines or other items between. A comment goes with the import below it, or before it on its line.</summary>
internal static class ImportOrder
{
    public static List<MemberSyntax> Apply(IReadOnlyList<MemberSyntax> members, TokenTable tokens)
    {
        List<MemberSyntax> ordered = [.. members];
        for (int start = 0; start < ordered.Count;)
        {
            int end = start + 1;
            if (ordered[start] is ImportDirectiveSyntax)
            {
                while (end < ordered.Count && ordered[end] is ImportDirectiveSyntax next && !tokens[next.FirstToken].HasBlank) end++;
                Sort(ordered, start, end, tokens);
            }
            start = end;
        }
        return ordered;
    }

    /// <summary>What imports are ordered by.</summary>
    public static string KeyOf(MemberSyntax import) => string.Concat(import.DescendantTokens().Skip(1).Select(t => t.Kind == SyntaxKind.AsKeyword ? " as " : t.Text));

    private static void Sort(List<MemberSyntax> members, int start, int end, TokenTable tokens)
    {
        MemberSyntax[] sorted = [.. members[start..end].OrderBy(KeyOf, StringComparer.Ordinal)];
        if (sorted[0] == members[start] && sorted.SequenceEqual(members[start..end])) return;
        MoveHeading(tokens[members[start].FirstToken], tokens[sorted[0].FirstToken]);
        for (int i = 0; i < sorted.Length; i++) members[start + i] = sorted[i];
    }

    /// <summary>Comments that a blank line parts from the first import stay before the first, and so does that blank line.</summary>
    private static void MoveHeading(TokenLayout from, TokenLayout to)
    {
        if (from == to) return;
        int count = from.BlankBefore ? from.Comments.Count : Math.Max(0, from.Comments.FindLastIndex(c => c.BlankBefore));
        bool isParted = from.HasBlank;
        List<Comment> heading = from.Comments[..count];
        from.Comments.RemoveRange(0, count);
        SetFirstBlank(from, false);
        SetFirstBlank(to, isParted);
        to.Comments.InsertRange(0, heading);
    }

    private static void SetFirstBlank(TokenLayout token, bool isBlank)
    {
        if (token.Comments.Count == 0) token.BlankBefore = isBlank;
        else token.Comments[0] = token.Comments[0] with { BlankBefore = isBlank };
    }
}
