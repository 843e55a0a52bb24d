using PolicyKit.Diagnostics;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Statements indented below a rule whose body has no braces: only the first belongs to it, and the others read as broken rules.</summary>
internal sealed class LooseBodies(TokenList list)
{
    private int _reportedColumn = int.MaxValue;
    private int _previousColumn;

    /// <summary>Whether a piece looks like one more statement of the item before it.</summary>
    public bool Continues(int start, List<MemberSyntax> members)
    {
        int column = list.ColumnOf(start);
        bool indented = column > _previousColumn;
        _previousColumn = column;
        if (column < _reportedColumn) _reportedColumn = int.MaxValue;
        if (_reportedColumn != int.MaxValue) return true;
        return indented && members.Count > 0 && BodyOf(members[^1]) is { } body && body.FirstToken.Kind != SyntaxKind.OpenBraceToken;
    }

    /// <summary>Reports the first of the statements; the others go with it.</summary>
    public void Report(int start, DiagnosticBag? diagnostics)
    {
        if (_reportedColumn != int.MaxValue) return;
        _reportedColumn = list.ColumnOf(start);
        diagnostics?.Report(Descriptors.BodyNeedsBraces, list.Tokens[start].Location);
    }

    private static QuerySyntax? BodyOf(MemberSyntax member) => member switch
    {
        RuleSyntax { HasIf: true, Bodies.Count: > 0 } rule => rule.Bodies[^1],
        FindingRuleSyntax finding => finding.Body,
        _ => null,
    };
}
