namespace PolicyKit.Syntax.Formatting;

/// <summary>Items of a file, a policy or a test: each on lines of its own, with the author's blank lines and those around what takes several lines.</summary>
internal sealed partial class Layout
{
    private void WriteMembers(IReadOnlyList<MemberSyntax> members, int level)
    {
        MemberSyntax? previous = null;
        bool wasMultiline = false;
        foreach (MemberSyntax member in members)
        {
            (string text, bool isMultiline) = writer.Render(() =>
            {
                _gap = Gap.Item(level, isFirst: true);
                Write(member, level + 1);
            });
            if (previous is not null)
            {
                writer.EndLine();
                TokenLayout first = tokens[member.FirstToken];
                bool isParted = IsParted(previous, member) || IsSpacious(previous, wasMultiline) || IsSpacious(member, isMultiline);
                if (first.BlankFirst || (isParted && !first.HasBlank)) writer.EndLine();
            }
            writer.Append(text);
            (previous, wasMultiline) = (member, isMultiline);
        }
    }

    /// <summary><c>policy</c> and <c>test</c>.</summary>
    private void WriteBlock(SyntaxNode block, int start)
    {
        SyntaxNodeOrToken[] parts = [.. block.ChildNodesAndTokens()];
        SyntaxToken close = parts[^1].Token;
        List<MemberSyntax> members = [.. parts.Select(p => p.Node).OfType<MemberSyntax>()];
        foreach (SyntaxNodeOrToken part in parts.AsSpan(0, 3))
        {
            Write(part, start + 1);
            _gap = Gap.Space(start + 1);
        }
        if (members.Count > 0)
        {
            writer.EndLine();
            WriteMembers(members, start + 1);
        }
        bool isEmpty = members.Count == 0;
        _gap = isEmpty && !tokens.HasCommentBefore(close) ? Gap.Glue(start) : Gap.Closing(start, isEmpty);
        Write(close, start + 1);
    }

    /// <summary>Whether two items are of groups between which a blank line stands.</summary>
    private static bool IsParted(MemberSyntax previous, MemberSyntax member) =>
        previous is PackageDirectiveSyntax || previous is ImportDirectiveSyntax != member is ImportDirectiveSyntax;

    /// <summary>Whether blank lines stand around an item.</summary>
    private static bool IsSpacious(MemberSyntax member, bool isMultiline) =>
        isMultiline && member is RuleSyntax or FindingRuleSyntax or PolicyDeclarationSyntax or TestDeclarationSyntax;
}
