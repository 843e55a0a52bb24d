using PolicyKit.Diagnostics;
using PolicyKit.Syntax.Parsing;

namespace PolicyKit.Syntax;

internal sealed partial class Lexer
{
    private bool _expecting;

    private SyntaxKind ReadNumber()
    {
        int start = _position;
        SkipDigits();
        bool good = _text[start] != '0' || _position == start + 1;
        int exponent = 0;
        if (Current == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _position++;
            SkipDigits();
        }
        if (Current is 'e' or 'E')
        {
            _position++;
            if (Current is '+' or '-') _position++;
            good &= char.IsAsciiDigit(Current);
            exponent = _position;
            SkipDigits();
            exponent = _position - exponent;
        }
        for (; char.IsAsciiLetterOrDigit(Current) || Current == '_'; _position++) good = false;
        bool large = _position - start > SyntaxFacts.MaxNumberLength || exponent > SyntaxFacts.MaxExponentDigits;
        if (!good || large) Report(Descriptors.BadNumber, start, _position, ParseErrors.Shorten(_text[start.._position]), good ? "has more digits than are read" : "is not a number as JSON writes it");
        return SyntaxKind.NumberToken;
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current)) _position++;
    }

    private SyntaxKind ReadString()
    {
        int start = _position++;
        while (!AtEnd && Current is not ('"' or '\n'))
        {
            if (Current == '\\') SkipEscape(template: false);
            else _position++;
        }
        if (Current == '"') _position++;
        else ReportUnterminated(start, "string", "`\"`");
        return SyntaxKind.StringToken;
    }

    /// <summary>Steps over a backslash and what it escapes.</summary>
    private void SkipEscape(bool template)
    {
        int start = _position++;
        if (AtEnd || Current == '\n') return;
        char c = Current;
        _position++;
        if (template && c == '{') return;
        bool good = SyntaxFacts.IsEscape(c);
        if (c == 'u')
        {
            for (int i = 0; i < 4 && good; i++)
            {
                good = char.IsAsciiHexDigit(Current);
                if (good) _position++;
            }
        }
        if (!good) Report(Descriptors.BadEscape, start, _position, _text[start.._position]);
    }

    private SyntaxKind ReadRawString()
    {
        int start = _position;
        int end = _text.IndexOf('`', start + 1);
        _position = end < 0 ? _text.Length : end + 1;
        if (end < 0) ReportUnterminated(start, "raw string", "back quote");
        return SyntaxKind.RawStringToken;
    }

    /// <summary>Whether a slash here starts a regular expression: only after the <c>because</c> of an <c>expect</c> clause.</summary>
    private bool InExpectation() => _expecting && LastKind == SyntaxKind.BecauseKeyword;

    private void TrackExpectation(SyntaxKind kind)
    {
        if (kind == SyntaxKind.ExpectKeyword) _expecting = true;
        else if (kind is SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken) _expecting = false;
    }

    private SyntaxKind ReadRegex()
    {
        int start = _position++;
        while (!AtEnd && Current is not ('/' or '\n')) _position += Current == '\\' && Peek(1) is not ('\n' or '\0') ? 2 : 1;
        if (Current == '/') _position++;
        else ReportUnterminated(start, "regular expression", "`/`");
        return SyntaxKind.RegexToken;
    }

    private void ReportUnterminated(int start, string what, string closing)
    {
        int lineEnd = _text.IndexOf('\n', start);
        int end = lineEnd < 0 ? _text.Length : lineEnd;
        while (end > start + 1 && char.IsWhiteSpace(_text[end - 1])) end--;
        Report(Descriptors.UnterminatedString, start, Math.Max(end, start + 1), what, closing);
    }
}
