using PolicyKit.Diagnostics;

namespace PolicyKit.Syntax.Parsing;

/// <summary>
/// For each opening bracket the last token that belongs to it, and what is wrong with the brackets. When some are, the text is read again with an eye on
/// indentation: an item that starts no deeper than the line of an open bracket shows that the bracket was never closed.
/// </summary>
internal sealed class BracketMap
{
    /// <summary>Brackets that may be open at once.</summary>
    public const int MaxNesting = 200;

    /// <summary>Brackets, operators and steps of a ref that may be open at once: the depth of the tree. Chains are read without recursion, so they may be long.</summary>
    public const int MaxDepth = 20_000;

    /// <summary>How far a guess about a wrong bracket looks, so that hostile lines cost no more than others.</summary>
    private const int LookAround = 200;

    private readonly TokenList _list;
    private readonly bool _recover;
    private readonly List<Level> _open = [];
    private readonly int[] _extents;
    private readonly Dictionary<int, Diagnostic> _problems = [];
    private readonly int[] _openCounts = new int[256];
    private int _operators;
    private int _lineIndent;
    private int _lineStart;
    private bool _tooDeep;

    private BracketMap(TokenList list, bool recover)
    {
        _list = list;
        _recover = recover;
        _extents = new int[list.Tokens.Length];
        _open.Add(new Level(-1, SyntaxKind.None, 0));
    }

    /// <summary>For an opening bracket: the index of its closing bracket, or of the last token before it turned out to be unclosed.</summary>
    public IReadOnlyList<int> Extents => _extents;

    /// <summary>Wrong brackets by token index.</summary>
    public IReadOnlyDictionary<int, Diagnostic> Problems => _problems;

    public static BracketMap Create(TokenList list)
    {
        var strict = new BracketMap(list, recover: false);
        strict.Run();
        if (strict._problems.Count == 0) return strict;
        var recovering = new BracketMap(list, recover: true);
        recovering.Run();
        return recovering;
    }

    public bool IsClosed(int opening) => !_problems.ContainsKey(opening);

    private void Run()
    {
        for (int i = 0; i < _list.EndOfFile; i++)
        {
            SyntaxKind kind = _list.Tokens[i].Kind;
            if (_list.FirstOnLine[i]) StartLine(i, kind);
            if (IsTemplateStart(i) || SyntaxFacts.IsOpening(kind)) Open(i, kind);
            else if (kind == SyntaxKind.TemplateEndToken && _list.Source[_list.Tokens[i].Start] == '}') Close(i, SyntaxKind.TemplateEndToken);
            else if (SyntaxFacts.IsClosing(kind)) Close(i, kind);
            else Count(i, kind);
        }
        PopTo(1, _list.EndOfFile);
    }

    private bool IsTemplateStart(int i) => _list.Tokens[i].Kind == SyntaxKind.TemplateTextToken && _list.Source[_list.Tokens[i].Start] == '$';

    private void Open(int i, SyntaxKind kind)
    {
        SyntaxKind closing = kind == SyntaxKind.TemplateTextToken ? SyntaxKind.TemplateEndToken : SyntaxFacts.GetClosing(kind);
        _open.Add(new Level(i, closing, _lineIndent));
        _openCounts[(int)closing]++;
        CheckDepth(i);
    }

    private void Close(int i, SyntaxKind kind)
    {
        bool wrong = IsWrongCloser(i, kind);
        if (wrong)
        {
            _problems[i] = new Diagnostic(Descriptors.UnexpectedToken, _list.Tokens[i].Location, $"`{SyntaxFacts.GetText(_open[^1].Closing)}`", $"`{_list.Tokens[i].Text}`");
        }
        else if (_openCounts[(int)kind] == 0)
        {
            _problems[i] = new Diagnostic(Descriptors.UnmatchedBracket, _list.Tokens[i].Location, _list.Tokens[i].Text);
            return;
        }
        else
        {
            int level = _open.Count - 1;
            while (_open[level].Closing != kind) level--;
            PopTo(level + 1, i);
        }
        Pop(i);
        AddOperator(i);
    }

    /// <summary>Whether a closing bracket was meant for the innermost open one, which stands on its line and is not closed there: <c>f(x]</c>.</summary>
    private bool IsWrongCloser(int i, SyntaxKind kind)
    {
        Level top = _open[^1];
        if (!_recover || _open.Count == 1 || top.Closing == kind || top.Closing == SyntaxKind.TemplateEndToken || top.Opening < _lineStart) return false;
        for (int level = _open.Count - 1; level > Math.Max(0, _open.Count - LookAround) && _open[level].Opening >= _lineStart; level--)
        {
            if (_open[level].Closing == kind) return false;
        }
        for (int next = i + 1; next < Math.Min(_list.EndOfFile, i + LookAround) && !_list.FirstOnLine[next]; next++)
        {
            if (_list.KindAt(next) == top.Closing) return false;
        }
        return true;
    }

    private void PopTo(int count, int end)
    {
        while (_open.Count > count)
        {
            int opening = _open[^1].Opening;
            SyntaxToken token = _list.Tokens[opening];
            _problems.TryAdd(opening, token.Kind == SyntaxKind.TemplateTextToken
                ? new Diagnostic(Descriptors.UnterminatedString, token.Location, "template string", "quote")
                : new Diagnostic(Descriptors.UnclosedBracket, token.Location, token.Text));
            Pop(end - 1);
        }
    }

    private void Pop(int extent)
    {
        Level level = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        _extents[level.Opening] = extent;
        _openCounts[(int)level.Closing]--;
        _operators -= level.Operators;
        if (_open.Count == 1) _tooDeep = false;
    }

    private void StartLine(int i, SyntaxKind kind)
    {
        bool continues = OperatorGrammar.IsOperator(kind) || kind is SyntaxKind.GluedDotToken || OperatorGrammar.IsOperator(_list.KindAt(i - 1));
        if (!continues) ResetOperators();
        if (!_recover) return;
        _lineStart = i;
        _lineIndent = _list.ColumnOf(i);
        if (_open.Count == 1 || !ItemStarts.LooksLikeItem(_list, i)) return;
        int keep = _open.Count;
        while (keep > 1 && _open[keep - 1].Indent >= _lineIndent) keep--;
        PopTo(keep, i);
    }

    private void Count(int i, SyntaxKind kind)
    {
        if (OperatorGrammar.IsOperator(kind) || kind == SyntaxKind.GluedDotToken) AddOperator(i);
        else if (kind is SyntaxKind.CommaToken or SyntaxKind.SemicolonToken or SyntaxKind.ColonToken or SyntaxKind.AssignToken or SyntaxKind.UnifyToken
            or SyntaxKind.ElseKeyword or SyntaxKind.IfKeyword or SyntaxKind.WithKeyword)
        {
            ResetOperators();
        }
    }

    private void AddOperator(int i)
    {
        _open[^1].Operators++;
        _operators++;
        CheckDepth(i);
    }

    private void ResetOperators()
    {
        _operators -= _open[^1].Operators;
        _open[^1].Operators = 0;
        if (_open.Count == 1) _tooDeep = false;
    }

    private void CheckDepth(int i)
    {
        int brackets = _open.Count - 1;
        if (_tooDeep || (brackets <= MaxNesting && brackets + _operators <= MaxDepth)) return;
        _tooDeep = true;
        _problems[i] = new Diagnostic(Descriptors.TooDeep, _list.Tokens[i].Location, brackets > MaxNesting ? MaxNesting : MaxDepth);
    }

    private sealed class Level(int opening, SyntaxKind closing, int indent)
    {
        public int Opening => opening;

        public SyntaxKind Closing => closing;

        /// <summary>Column of the first token on the bracket's line.</summary>
        public int Indent => indent;

        /// <summary>Operators and steps since the last separator.</summary>
        public int Operators { get; set; }
    }
}
