namespace PolicyKit.Syntax.Parsing;

/// <summary>What the pieces of a stretch are.</summary>
internal enum PieceContext
{
    TopLevel,
    Policy,
    Test,
}

/// <summary>Tokens from <paramref name="Start"/> up to <paramref name="End"/> that are parsed on their own; a block when <paramref name="Open"/> is its brace.</summary>
internal readonly record struct Piece(int Start, int End, int Open = -1)
{
    public bool IsBlock => Open >= 0;
}

/// <summary>Cuts a stretch of tokens into items. A new one starts at a token that is first on its line, in no bracket, and cannot go on with the item before it.</summary>
internal sealed class Cutter(TokenList list, BracketMap brackets, bool allowPolicies)
{
    public List<Piece> Cut(int start, int end, PieceContext context)
    {
        var pieces = new List<Piece>();
        int i = start;
        while (i < end)
        {
            Piece piece = IsUnmatched(i) ? FindUnmatched(i, end) : FindBlock(i, end, context) ?? FindItem(i, end, context);
            pieces.Add(piece);
            i = piece.End;
        }
        return pieces;
    }

    private bool IsUnmatched(int i) => SyntaxFacts.IsClosing(list.KindAt(i)) && list.FirstOnLine[i];

    private Piece FindUnmatched(int start, int end)
    {
        int i = start + 1;
        while (i < end && SyntaxFacts.IsClosing(list.KindAt(i))) i++;
        return new Piece(start, i);
    }

    /// <summary><c>policy name {</c> at the top level, <c>test "…" {</c> there and in policies.</summary>
    private Piece? FindBlock(int start, int end, PieceContext context)
    {
        if (!allowPolicies || start + 2 >= end || list.KindAt(start + 2) != SyntaxKind.OpenBraceToken) return null;
        bool block = list.KindAt(start) switch
        {
            SyntaxKind.PolicyKeyword => context == PieceContext.TopLevel && SyntaxFacts.IsName(list.KindAt(start + 1)),
            SyntaxKind.TestKeyword => context != PieceContext.Test && list.KindAt(start + 1) is SyntaxKind.StringToken or SyntaxKind.RawStringToken,
            _ => false,
        };
        return block ? new Piece(start, brackets.Extents[start + 2] + 1, start + 2) : null;
    }

    private Piece FindItem(int start, int end, PieceContext context)
    {
        int i = After(start, end);
        while (i < end && !IsUnmatched(i) && !StartsItem(start, i, end, context)) i = After(i, end);
        return new Piece(start, i);
    }

    private int After(int i, int end)
    {
        bool opening = SyntaxFacts.IsOpening(list.KindAt(i)) || (list.KindAt(i) == SyntaxKind.TemplateTextToken && list.Source[list.Tokens[i].Start] == '$');
        return Math.Min(end, (opening ? Math.Max(i, brackets.Extents[i]) : i) + 1);
    }

    private bool StartsItem(int start, int i, int end, PieceContext context)
    {
        if (context == PieceContext.Test) return IsTestClause(i) && (list.FirstOnLine[i] || list.KindAt(i) == SyntaxKind.ExpectKeyword);
        if (!list.FirstOnLine[i]) return false;
        if (context == PieceContext.Policy && list.KindAt(start) is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword && ContinuesFinding(i)) return false;
        if (!ItemStarts.CanStart(list, i)) return false;
        if (!Demands(list.KindAt(i - 1), start)) return true;
        return ItemStarts.LooksLikeItem(list, i) && list.KindAt(i - 1) != SyntaxKind.DotToken && (FindBlock(i, end, context) is not null || list.ColumnOf(i) <= list.ColumnOf(start)) && !IsStatementAfterIf(i);
    }

    /// <summary>After <c>if</c>, <c>x := 1</c> on the next line is the body.</summary>
    private bool IsStatementAfterIf(int i) => list.KindAt(i - 1) == SyntaxKind.IfKeyword && list.KindAt(i - 2) != SyntaxKind.AsKeyword && !HasIfOnLine(i);

    private bool HasIfOnLine(int i)
    {
        for (i++; i < list.EndOfFile && !list.FirstOnLine[i]; i++)
        {
            if (list.KindAt(i) is SyntaxKind.IfKeyword) return true;
        }
        return false;
    }

    private bool IsTestClause(int i) => list.KindAt(i) is SyntaxKind.GivenKeyword or SyntaxKind.WithKeyword or SyntaxKind.ExpectKeyword;

    private bool ContinuesFinding(int i) => list.KindAt(i) is SyntaxKind.AtKeyword or SyntaxKind.BecauseKeyword or SyntaxKind.FixKeyword
        && list.KindAt(i + 1) is not (SyntaxKind.AssignToken or SyntaxKind.UnifyToken or SyntaxKind.ColonToken or SyntaxKind.ContainsKeyword or SyntaxKind.IfKeyword or SyntaxKind.GluedDotToken or SyntaxKind.GluedOpenParenToken);

    /// <summary>Whether something must follow a token, on whatever line.</summary>
    private bool Demands(SyntaxKind previous, int start) =>
        OperatorGrammar.IsOperator(previous)
        || previous is SyntaxKind.AssignToken or SyntaxKind.UnifyToken or SyntaxKind.CommaToken or SyntaxKind.ColonToken or SyntaxKind.DotToken
            or SyntaxKind.GluedDotToken or SyntaxKind.PackageKeyword or SyntaxKind.ImportKeyword or SyntaxKind.AsKeyword or SyntaxKind.DefaultKeyword or SyntaxKind.ElseKeyword
            or SyntaxKind.NotKeyword or SyntaxKind.SomeKeyword or SyntaxKind.EveryKeyword or SyntaxKind.IfKeyword or SyntaxKind.ContainsKeyword or SyntaxKind.WithKeyword
        || (list.KindAt(start) is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword && previous is SyntaxKind.AtKeyword or SyntaxKind.BecauseKeyword or SyntaxKind.FixKeyword
            or SyntaxKind.UnsafeKeyword or SyntaxKind.SetKeyword or SyntaxKind.AddKeyword or SyntaxKind.CreateKeyword);
}
