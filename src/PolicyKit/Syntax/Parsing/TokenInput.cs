using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>A position in the string of token kinds; made once for each token, so that advancing allocates nothing.</summary>
internal sealed class TokenInput(ParseState state, int position) : IInput
{
    public ParseState State => state;

    public int Position => position;

    public string Source => state.Kinds;

    public bool AtEnd => position >= state.End;

    public char Current => AtEnd ? '\0' : state.Kinds[position];

    public SyntaxKind Kind => AtEnd ? SyntaxKind.EndOfFileToken : KindChars.ToKind(state.Kinds[position]);

    public bool IsFirstOnLine => AtEnd || KindChars.IsFirstOnLine(state.Kinds[position]);

    public SyntaxToken Token => state.Tokens[position];

    public TokenInput Next => state.Inputs[position + 1];

    public int Line => 0;

    public int Column => position;

    public IDictionary<object, object> Memos => state.Memos;

    public IInput Advance() => Next;

    public SyntaxKind PeekKind(int offset) => position + offset < state.End ? KindChars.ToKind(state.Kinds[position + offset]) : SyntaxKind.EndOfFileToken;

    public bool Equals(IInput? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => position;
}
