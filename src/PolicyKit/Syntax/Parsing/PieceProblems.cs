using PolicyKit.Diagnostics;

namespace PolicyKit.Syntax.Parsing;

/// <summary>What the lexer and the brackets say about a piece: only the first of what makes it unreadable, so that one mistake is one diagnostic.</summary>
internal sealed class PieceProblems
{
    private readonly TokenList _list;
    private readonly Diagnostic[] _lexical;
    private readonly (int Token, Diagnostic Diagnostic)[] _brackets;

    /// <summary>Brackets that close what an unterminated string has swallowed.</summary>
    private readonly HashSet<int> _explained = [];

    public PieceProblems(TokenList list, BracketMap brackets)
    {
        _list = list;
        _lexical = [.. list.Diagnostics.OrderBy(d => d.Location.Span.Start)];
        _brackets = [.. brackets.Problems.OrderBy(p => p.Key).Select(p => (p.Key, p.Value))];
        ExplainBrackets();
    }

    /// <summary>Reports the problems within a piece; says whether a failure to parse it is explained by them.</summary>
    public bool Report(Piece piece, DiagnosticBag diagnostics)
    {
        bool fatal = false;
        bool any = false;
        foreach (Diagnostic diagnostic in LexicalIn(piece))
        {
            any = true;
            if (IsFatal(diagnostic) && fatal) continue;
            fatal |= IsFatal(diagnostic);
            diagnostics.AddRange([diagnostic]);
        }
        (int Token, Diagnostic Diagnostic)? bracket = BracketIn(piece);
        if (!any && bracket is { } first && !_explained.Contains(first.Token)) diagnostics.AddRange([first.Diagnostic]);
        return any || bracket is not null;
    }

    /// <summary>Reports the problem of one bracket, if it has one.</summary>
    public void ReportAt(int token, DiagnosticBag diagnostics)
    {
        int i = FirstBracket(token);
        if (i < _brackets.Length && _brackets[i].Token == token) diagnostics.AddRange([_brackets[i].Diagnostic]);
    }

    /// <summary>Whether the grammar must not even try: the brackets do not pair, or nest too deeply for the stack.</summary>
    public bool IsUnparsable(Piece piece) => BracketIn(piece) is not null;

    /// <summary>A string without end that swallows an opening brace explains the next brace that closes nothing.</summary>
    private void ExplainBrackets()
    {
        int next = 0;
        foreach (Diagnostic swallowing in _lexical.Where(HasSwallowedBrace))
        {
            while (next < _brackets.Length && !(_brackets[next].Diagnostic is var d && d.Descriptor == Descriptors.UnmatchedBracket && d.Location.Span.Start > swallowing.Location.Span.Start)) next++;
            if (next < _brackets.Length) _explained.Add(_brackets[next++].Token);
        }
    }

    /// <summary>Whether a line ends in a string without end and an opening brace in it.</summary>
    private bool HasSwallowedBrace(Diagnostic diagnostic)
    {
        if (diagnostic.Descriptor != Descriptors.UnterminatedString) return false;
        int end = diagnostic.Location.Span.End;
        return _list.Source[end - 1] == '{';
    }

    private static bool IsFatal(Diagnostic diagnostic) => diagnostic.Descriptor == Descriptors.BadCharacter || diagnostic.Descriptor == Descriptors.UnterminatedString;

    private IEnumerable<Diagnostic> LexicalIn(Piece piece)
    {
        if (_lexical.Length == 0 || piece.Start == piece.End) yield break;
        int start = _list.Tokens[piece.Start].FullStart;
        int end = _list.Tokens[piece.End - 1].End;
        int low = 0;
        int high = _lexical.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_lexical[middle].Location.Span.Start < start) low = middle + 1;
            else high = middle;
        }
        for (int i = low; i < _lexical.Length && _lexical[i].Location.Span.Start < end; i++) yield return _lexical[i];
    }

    /// <summary>The bracket problem of a piece: nesting first, as it is the cause of others.</summary>
    private (int Token, Diagnostic Diagnostic)? BracketIn(Piece piece)
    {
        (int Token, Diagnostic Diagnostic)? found = null;
        for (int i = FirstBracket(piece.Start); i < _brackets.Length && _brackets[i].Token < piece.End; i++)
        {
            if (_brackets[i].Diagnostic.Descriptor == Descriptors.TooDeep) return _brackets[i];
            found ??= _brackets[i];
        }
        return found;
    }

    private int FirstBracket(int token)
    {
        int low = 0;
        int high = _brackets.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_brackets[middle].Token < token) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
