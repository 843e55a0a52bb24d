using System.Collections.Immutable;
using System.Globalization;

namespace PolicyKit.Builtins.Re2;

internal sealed partial class Re2Parser
{
    private static readonly Dictionary<char, Re2AnchorKind> AnchorEscapes = new()
    {
        ['A'] = Re2AnchorKind.TextStart,
        ['z'] = Re2AnchorKind.TextEnd,
        ['b'] = Re2AnchorKind.WordBoundary,
        ['B'] = Re2AnchorKind.NoWordBoundary,
    };

    private static readonly Dictionary<char, char> ControlEscapes = new()
    {
        ['a'] = '\a',
        ['f'] = '\f',
        ['n'] = '\n',
        ['r'] = '\r',
        ['t'] = '\t',
        ['v'] = '\v',
    };

    private void ParseEscape(ImmutableArray<Re2Node>.Builder parts)
    {
        if (_index + 1 < _pattern.Length)
        {
            var letter = _pattern[_index + 1];
            if (letter == 'Q')
            {
                ParseQuoted(parts);
                return;
            }

            if (AnchorEscapes.TryGetValue(letter, out var anchor))
            {
                _index += 2;
                _hasWordBoundary |= anchor is Re2AnchorKind.WordBoundary or Re2AnchorKind.NoWordBoundary;
                parts.Add(new Re2Anchor(anchor));
                return;
            }
        }

        parts.Add(TryParseClassEscape() is { } set ? new Re2Set(set) : Literal(ParseCharacterEscape()));
    }

    private void ParseQuoted(ImmutableArray<Re2Node>.Builder parts)
    {
        _index += 2;
        while (!AtEnd && !_pattern.AsSpan(_index).StartsWith("\\E", StringComparison.Ordinal))
            parts.Add(Literal(TakeCodePoint()));
        _index = Math.Min(_index + 2, _pattern.Length);
    }

    /// <summary>Reads <c>\d</c>, <c>\pL</c> and their like; null where the escape is another one.</summary>
    private CodePointSet? TryParseClassEscape()
    {
        if (_index + 1 >= _pattern.Length)
            return null;
        var letter = _pattern[_index + 1];
        if (letter is 'p' or 'P')
            return ParseUnicodeClass(isComplement: letter == 'P');
        if (CharacterClasses.FindPerl(letter) is not { } set)
            return null;
        _index += 2;
        return char.IsAsciiLetterLower(letter) || !_flags.HasFlag(Re2Flags.IgnoreCase) ? Folded(set) : Folded(set.Complement()).Complement();
    }

    private CodePointSet ParseUnicodeClass(bool isComplement)
    {
        var start = _index;
        _index += 2;
        if (AtEnd)
            throw Re2SyntaxException.Of("invalid character class range", _pattern[start..]);
        var name = char.ToString(_pattern[_index]);
        if (Take('{'))
        {
            var end = _pattern.IndexOf('}', _index);
            if (end < 0)
                throw Re2SyntaxException.Of("invalid character class range", _pattern[start..]);
            name = _pattern[_index..end];
            _index = end + 1;
        }
        else
            TakeCodePoint();
        if (name.StartsWith('^'))
            (name, isComplement) = (name[1..], !isComplement);
        var set = CharacterClasses.FindUnicode(name) ?? throw Re2SyntaxException.Of("invalid character class range", _pattern[start.._index]);
        return isComplement ? Folded(set).Complement() : Folded(set);
    }

    private int ParseCharacterEscape()
    {
        var start = _index++;
        if (AtEnd)
            throw Re2SyntaxException.Of("trailing backslash at end of expression", "");
        var character = TakeCodePoint();
        switch (character)
        {
            case >= '1' and <= '7' when AtEnd || _pattern[_index] is < '0' or > '7':
                break;
            case >= '0' and <= '7':
                var octal = character - '0';
                for (var count = 0; count < 2 && !AtEnd && _pattern[_index] is >= '0' and <= '7'; count++)
                    octal = (octal * 8) + _pattern[_index++] - '0';
                return octal;
            case 'x':
                return ParseHex(start);
            case < 0x80 when ControlEscapes.TryGetValue((char)character, out var control):
                return control;
            case < 0x80 when !char.IsAsciiLetterOrDigit((char)character):
                return character;
        }

        throw Re2SyntaxException.Of("invalid escape sequence", _pattern[start.._index]);
    }

    private int ParseHex(int start)
    {
        var end = Take('{') ? _pattern.IndexOf('}', _index) : _index + 2;
        if (end >= _index && end <= _pattern.Length && end > _index && end - _index <= 8
            && int.TryParse(_pattern.AsSpan(_index, end - _index), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var codePoint)
            && codePoint is >= 0 and <= CodePointSet.Max)
        {
            _index = end + (_pattern[start + 2] == '{' ? 1 : 0);
            return codePoint;
        }

        throw Re2SyntaxException.Of("invalid escape sequence", _pattern[start..Math.Min(_pattern.Length, start + 3)]);
    }

    private CodePointSet ParseClass()
    {
        var start = _index++;
        var isComplement = Take('^');
        var set = new List<(int First, int Last)>();
        for (var isFirst = true; AtEnd || _pattern[_index] != ']' || isFirst; isFirst = false)
        {
            if (AtEnd)
                throw Re2SyntaxException.Of("missing closing ]", _pattern[start..]);
            if (TryParsePosixClass() is { } named || (_pattern[_index] == '\\' && TryParseClassEscape() is { } escaped && (named = escaped) is not null))
                set.AddRange(named.Ranges.ToArray());
            else
                set.Add(ParseRange(start));
        }

        _index++;
        var folded = Folded(CodePointSet.Of(set));
        return isComplement ? folded.Complement() : folded;
    }

    private (int First, int Last) ParseRange(int classStart)
    {
        var start = _index;
        var first = ParseClassCharacter(classStart);
        if (_index + 1 >= _pattern.Length || _pattern[_index] != '-' || _pattern[_index + 1] == ']')
            return (first, first);
        _index++;
        var last = ParseClassCharacter(classStart);
        return first <= last ? (first, last) : throw Re2SyntaxException.Of("invalid character class range", _pattern[start.._index]);
    }

    private int ParseClassCharacter(int classStart)
    {
        if (AtEnd)
            throw Re2SyntaxException.Of("missing closing ]", _pattern[classStart..]);
        return _pattern[_index] == '\\' ? ParseCharacterEscape() : TakeCodePoint();
    }

    private CodePointSet? TryParsePosixClass()
    {
        if (!_pattern.AsSpan(_index).StartsWith("[:", StringComparison.Ordinal))
            return null;
        var end = _pattern.IndexOf(":]", _index + 2, StringComparison.Ordinal);
        if (end < 0)
            return null;
        var name = _pattern[(_index + 2)..end];
        var isComplement = name.StartsWith('^');
        var set = CharacterClasses.FindPosix(isComplement ? name[1..] : name)
            ?? throw Re2SyntaxException.Of("invalid character class range", _pattern[_index..(end + 2)]);
        _index = end + 2;
        return isComplement ? Folded(set).Complement() : Folded(set);
    }
}
