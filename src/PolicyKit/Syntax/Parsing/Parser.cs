using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Text;
using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Text to tree: tokens, brackets, pieces, then the grammar over each piece. A broken piece costs one diagnostic and becomes skipped tokens.</summary>
internal sealed class Parser
{
    private readonly TokenList _list;
    private readonly BracketMap _brackets;
    private readonly Cutter _cutter;
    private readonly ParseState _state;
    private readonly PieceProblems _problems;
    private readonly LooseBodies _looseBodies;
    private readonly DiagnosticBag _diagnostics = new();

    private Parser(SourceText text, ParseOptions options)
    {
        _list = Lexer.Lex(text, options);
        _brackets = BracketMap.Create(_list);
        _cutter = new Cutter(_list, _brackets, options.AllowPolicies);
        _state = new ParseState(_list, KeywordVersions.RequiresIf(_list.Tokens, options));
        _problems = new PieceProblems(_list, _brackets);
        _looseBodies = new LooseBodies(_list);
    }

    /// <summary>Parses a file; the tree covers every character of any text.</summary>
    public static (CompilationUnitSyntax Root, ImmutableArray<Diagnostic> Diagnostics) Parse(SourceText text, ParseOptions options)
    {
        var parser = new Parser(text, options);
        var root = new CompilationUnitSyntax(parser.ParsePieces(0, parser._list.EndOfFile, PieceContext.TopLevel), parser._list.Tokens[^1]);
        SyntaxChecks.CheckUnit(root, parser._diagnostics);
        return (root, Sort(parser._diagnostics));
    }

    /// <summary>Parses a query without braces; null when it is broken.</summary>
    public static (QuerySyntax? Query, ImmutableArray<Diagnostic> Diagnostics) ParseQuery(SourceText text, ParseOptions options)
    {
        var parser = new Parser(text, options);
        var piece = new Piece(0, parser._list.EndOfFile);
        bool damaged = parser._problems.Report(piece, parser._diagnostics);
        if (parser._problems.IsUnparsable(piece)) return (null, Sort(parser._diagnostics));
        IResult<QuerySyntax> query = LiteralGrammar.BareQuery(parser._state.Start(0, piece.End));
        bool whole = query.WasSuccessful && query.Remainder.AtEnd;
        if (!whole && !damaged) parser._diagnostics.AddRange([ParseErrors.Describe(parser._state)]);
        return (whole ? query.Value : null, Sort(parser._diagnostics));
    }

    private static ImmutableArray<Diagnostic> Sort(DiagnosticBag diagnostics) => [.. diagnostics.ToImmutable().OrderBy(d => d.Location.Span.Start)];

    private List<MemberSyntax> ParsePieces(int start, int end, PieceContext context)
    {
        var members = new List<MemberSyntax>();
        foreach (Piece piece in _cutter.Cut(start, end, context))
        {
            if (piece.IsBlock) members.Add(ParseBlock(piece));
            else ParsePiece(piece, context, members);
        }
        return members;
    }

    private MemberSyntax ParseBlock(Piece piece)
    {
        _problems.ReportAt(piece.Open, _diagnostics);
        _problems.Report(piece with { End = piece.Open }, _diagnostics);
        bool closed = _brackets.IsClosed(piece.Open) && SyntaxFacts.IsClosing(_list.KindAt(piece.End - 1));
        SyntaxToken close = closed ? _list.Tokens[piece.End - 1] : default;
        SyntaxToken keyword = _list.Tokens[piece.Start];
        bool policy = keyword.Kind == SyntaxKind.PolicyKeyword;
        List<MemberSyntax> members = ParsePieces(piece.Open + 1, closed ? piece.End - 1 : piece.End, policy ? PieceContext.Policy : PieceContext.Test);
        return policy
            ? new PolicyDeclarationSyntax(keyword, _list.Tokens[piece.Start + 1], _list.Tokens[piece.Open], members, close)
            : new TestDeclarationSyntax(keyword, _list.Tokens[piece.Start + 1], _list.Tokens[piece.Open], members, close);
    }

    private void ParsePiece(Piece piece, PieceContext context, List<MemberSyntax> members)
    {
        bool damaged = _problems.Report(piece, _diagnostics);
        TokenInput at = _state.Start(piece.Start, piece.End);
        if (_problems.IsUnparsable(piece))
        {
            Skip(piece, members);
            return;
        }
        bool loose = _looseBodies.Continues(piece.Start, members);
        while (!at.AtEnd)
        {
            IResult<MemberSyntax> member = GrammarOf(context)(at);
            var next = (TokenInput)member.Remainder;
            bool whole = member.WasSuccessful && MayEndAt(next, context);
            if (whole) members.Add(member.Value);
            else Skip(piece with { Start = at.Position }, members);
            if (loose && (!whole || SyntaxChecks.SaysNothing(member.Value, _state.RequiresIf))) _looseBodies.Report(piece.Start, damaged ? null : _diagnostics);
            // Of what stands where `package` belongs, that is what is wrong.
            else if (!damaged && !(whole && at.Position == 0 && SyntaxChecks.SaysNothing(member.Value, _state.RequiresIf))) ReportItem(whole ? member.Value : null, next);
            if (!whole) return;
            at = next;
        }
    }

    private void ReportItem(MemberSyntax? member, TokenInput next)
    {
        if (member is null) _diagnostics.AddRange([ParseErrors.Describe(_state)]);
        else SyntaxChecks.CheckMember(member, _list.Tokens[next.Position], _state.RequiresIf, _diagnostics);
    }

    private static Parser<MemberSyntax> GrammarOf(PieceContext context) => context switch
    {
        PieceContext.TopLevel => ItemGrammar.TopLevel,
        PieceContext.Policy => ItemGrammar.PolicyMember,
        _ => ItemGrammar.TestMember,
    };

    /// <summary>Whether an item may end before a token: at the end of the piece, or where the next item on the same line plainly starts.</summary>
    private bool MayEndAt(TokenInput next, PieceContext context)
    {
        if (context == PieceContext.Policy && !next.AtEnd && SyntaxFacts.IsFindingClause(next.Kind) && !next.IsFirstOnLine)
        {
            _state.Expect(next.Position, "`if` (clauses stand in the order `at`, `because`, `fix`)");
            return false;
        }
        if (next.AtEnd || context == PieceContext.Test || ItemStarts.LooksLikeItem(_list, next.Position)) return true;
        _state.Expect(next.Position, "a line break");
        return false;
    }

    private void Skip(Piece piece, List<MemberSyntax> members) => members.Add(new SkippedTokensSyntax(_list.Tokens[piece.Start..piece.End]));
}
