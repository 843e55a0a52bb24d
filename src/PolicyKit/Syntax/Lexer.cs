using PolicyKit.Diagnostics;
using PolicyKit.Text;

namespace PolicyKit.Syntax;

/// <summary>Turns text into tokens that own the trivia before them. Every character lands in some token or its trivia.</summary>
internal sealed partial class Lexer
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly ParseOptions _options;
    private readonly List<SyntaxToken> _tokens;
    private readonly List<bool> _firstOnLine;
    private readonly List<Diagnostic> _diagnostics = [];
    private int _position;

    private Lexer(SourceText source, ParseOptions options)
    {
        _source = source;
        _text = source.ToString();
        _options = options;
        _tokens = new List<SyntaxToken>((_text.Length / 4) + 4);
        _firstOnLine = new List<bool>(_tokens.Capacity);
    }

    public static TokenList Lex(SourceText source, ParseOptions options)
    {
        var lexer = new Lexer(source, options);
        lexer.Run();
        SyntaxToken[] tokens = [.. lexer._tokens];
        KeywordVersions.Apply(tokens, options);
        return new TokenList(source, tokens, [.. lexer._firstOnLine], [.. lexer._diagnostics]);
    }

    private char Current => Peek(0);

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private bool AtEnd => _position >= _text.Length;

    private SyntaxKind LastKind => _tokens.Count == 0 ? SyntaxKind.None : _tokens[^1].Kind;

    private void Run()
    {
        while (true)
        {
            int fullStart = _position;
            bool first = SkipTrivia() || fullStart == 0;
            if (AtEnd)
            {
                if (RewindTemplate()) continue;
                ReportOpenTemplate();
                Add(SyntaxKind.EndOfFileToken, fullStart, _position, first: true);
                return;
            }
            int start = _position;
            if (first) BreakInterpolations();
            SyntaxKind kind = ReadToken(glued: fullStart == start && start > 0);
            if (kind == SyntaxKind.None) continue;
            Add(kind, fullStart, start, first);
        }
    }

    private void Add(SyntaxKind kind, int fullStart, int start, bool first)
    {
        _tokens.Add(new SyntaxToken(_source, kind, fullStart, start, _position));
        _firstOnLine.Add(first);
        TrackExpectation(kind);
    }

    /// <summary>Skips white space and comments; says whether a line break was among them.</summary>
    private bool SkipTrivia()
    {
        bool lineBreak = false;
        if (_position == 0 && Current == '\uFEFF') _position++;
        for (; !AtEnd; _position++)
        {
            char c = _text[_position];
            if (c == '#')
            {
                int end = _text.IndexOf('\n', _position);
                _position = (end < 0 ? _text.Length : end) - 1;
            }
            else if (c == '\n') lineBreak = true;
            else if (c is not (' ' or '\t' or '\r')) break;
        }
        return lineBreak;
    }

    private SyntaxKind ReadToken(bool glued)
    {
        char c = Current;
        if (char.IsAsciiLetter(c) || c == '_') return ReadWord();
        if (char.IsAsciiDigit(c)) return ReadNumber();
        switch (c)
        {
            case '"': return ReadString();
            case '`': return ReadRawString();
            case '$' when Peek(1) is '"' or '`': return StartTemplate();
            case '}' when TemplateResumes: return ResumeTemplate();
            case '/' when InExpectation(): return ReadRegex();
            default: return ReadPunctuation(c, glued);
        }
    }

    private SyntaxKind ReadWord()
    {
        int start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '_') _position++;
        SyntaxKind kind = SyntaxFacts.GetWordKind(_text.AsSpan(start, _position - start));
        // `set` always has its kind: `set()` is the core's empty set.
        return _options.AllowPolicies || kind == SyntaxKind.SetKeyword || !SyntaxFacts.IsContextualKeyword(kind) ? kind : SyntaxKind.IdentifierToken;
    }

    private SyntaxKind ReadPunctuation(char c, bool glued)
    {
        SyntaxKind kind = c switch
        {
            '(' => glued ? SyntaxKind.GluedOpenParenToken : SyntaxKind.OpenParenToken,
            '[' => glued ? SyntaxKind.GluedOpenBracketToken : SyntaxKind.OpenBracketToken,
            '.' => glued && (char.IsAsciiLetter(Peek(1)) || Peek(1) == '_') ? SyntaxKind.GluedDotToken : SyntaxKind.DotToken,
            ')' => SyntaxKind.CloseParenToken,
            ']' => SyntaxKind.CloseBracketToken,
            '{' => SyntaxKind.OpenBraceToken,
            '}' => SyntaxKind.CloseBraceToken,
            ',' => SyntaxKind.CommaToken,
            ';' => SyntaxKind.SemicolonToken,
            ':' => WithEqual(SyntaxKind.AssignToken, SyntaxKind.ColonToken),
            '=' => WithEqual(SyntaxKind.EqualToken, SyntaxKind.UnifyToken),
            '!' => WithEqual(SyntaxKind.NotEqualToken, SyntaxKind.BadToken),
            '<' => WithEqual(SyntaxKind.LessOrEqualToken, SyntaxKind.LessToken),
            '>' => WithEqual(SyntaxKind.GreaterOrEqualToken, SyntaxKind.GreaterToken),
            '+' => SyntaxKind.PlusToken,
            '-' => SyntaxKind.MinusToken,
            '*' => SyntaxKind.StarToken,
            '/' => SyntaxKind.SlashToken,
            '%' => SyntaxKind.PercentToken,
            '&' => SyntaxKind.AmpersandToken,
            '|' => SyntaxKind.BarToken,
            _ => SyntaxKind.BadToken,
        };
        if (kind == SyntaxKind.BadToken) return ReadBad();
        _position++;
        TrackBrackets(kind);
        return kind;
    }

    private SyntaxKind WithEqual(SyntaxKind both, SyntaxKind alone)
    {
        if (Peek(1) != '=') return alone;
        _position++;
        return both;
    }

    /// <summary>One token and one diagnostic for a run of characters that start nothing.</summary>
    private SyntaxKind ReadBad()
    {
        int start = _position;
        do _position++;
        while (!AtEnd && StartsNothing(Current));
        int codePoint = char.IsSurrogatePair(_text[start], start + 1 < _text.Length ? _text[start + 1] : '\0') ? char.ConvertToUtf32(_text[start], _text[start + 1]) : _text[start];
        string shown = codePoint is '`' or < ' ' or >= 0x7F ? $"the character U+{codePoint:X4}" : $"`{(char)codePoint}`";
        Report(Descriptors.BadCharacter, start, start + (codePoint > char.MaxValue ? 2 : 1), shown, codePoint switch
        {
            '\'' => "; strings stand in double quotes or back quotes",
            '!' => "; negation is written `not`",
            _ => "",
        });
        return SyntaxKind.BadToken;
    }

    private static bool StartsNothing(char c) =>
        !char.IsAsciiLetterOrDigit(c) && !"_\"`$()[].{},;:=!<>+-*/%&|# \t\r\n".Contains(c, StringComparison.Ordinal);

    private void Report(DiagnosticDescriptor descriptor, int start, int end, params object?[] arguments) =>
        _diagnostics.Add(new Diagnostic(descriptor, new Location(_source, TextSpan.FromBounds(start, end)), arguments));
}
