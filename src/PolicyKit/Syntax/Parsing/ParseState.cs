namespace PolicyKit.Syntax.Parsing;

/// <summary>What the positions of one text share: the tokens, the end of the piece being parsed, and the furthest place where parsing failed.</summary>
internal sealed class ParseState
{
    private readonly List<string> _expected = [];
    private readonly HashSet<int> _notComprehensions = [];

    public ParseState(TokenList list, bool requiresIf)
    {
        Tokens = list.Tokens;
        Kinds = KindChars.Encode(list);
        RequiresIf = requiresIf;
        Inputs = new TokenInput[Tokens.Length + 1];
        for (int i = 0; i < Inputs.Length; i++) Inputs[i] = new TokenInput(this, i);
    }

    public SyntaxToken[] Tokens { get; }

    public string Kinds { get; }

    public TokenInput[] Inputs { get; }

    /// <summary>Whether bodies need <c>if</c>.</summary>
    public bool RequiresIf { get; }

    /// <summary>The first token of the piece.</summary>
    public int First { get; private set; }

    /// <summary>One past the last token of the piece.</summary>
    public int End { get; private set; }

    /// <summary>The furthest token that could not be parsed.</summary>
    public int Furthest { get; private set; }

    /// <summary>What would have been right at <see cref="Furthest"/>.</summary>
    public IReadOnlyList<string> Expected => _expected;

    public IDictionary<object, object> Memos { get; } = new Dictionary<object, object>();

    public TokenInput Start(int start, int end)
    {
        First = start;
        End = end;
        Furthest = start;
        _expected.Clear();
        return Inputs[start];
    }

    public void Expect(int position, string expected)
    {
        if (position < Furthest) return;
        if (position > Furthest)
        {
            Furthest = position;
            _expected.Clear();
        }
        if (!_expected.Contains(expected)) _expected.Add(expected);
    }

    /// <summary>Whether the bracket at a position was once tried as a comprehension in vain; keeps nested attempts from doubling.</summary>
    public bool IsKnownNotComprehension(int bracket) => _notComprehensions.Contains(bracket);

    public void NoteNotComprehension(int bracket) => _notComprehensions.Add(bracket);
}
