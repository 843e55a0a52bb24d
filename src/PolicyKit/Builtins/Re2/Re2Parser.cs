using System.Collections.Immutable;
using System.Globalization;

namespace PolicyKit.Builtins.Re2;

/// <summary>Reads RE2's syntax, and refuses what RE2 refuses.</summary>
internal sealed partial class Re2Parser
{
    private const int MaxRepeat = 1_000;
    private const int MaxDepth = 250;

    private readonly string _pattern;
    private readonly List<string> _groups = [];
    private int _index;
    private int _depth;
    private bool _hasWordBoundary;
    private Re2Flags _flags;

    private Re2Parser(string pattern) => _pattern = pattern;

    private bool AtEnd => _index >= _pattern.Length;

    private string Rest => _pattern[_index..];

    /// <exception cref="Re2SyntaxException">The pattern is no RE2 expression.</exception>
    public static Re2Expression Parse(string pattern)
    {
        var parser = new Re2Parser(pattern);
        var root = parser.ParseAlternation();
        if (!parser.AtEnd)
            throw Re2SyntaxException.Of("unexpected )", pattern);
        return new(root, [.. parser._groups], parser._hasWordBoundary);
    }

    private Re2Node ParseAlternation()
    {
        var branches = new List<Re2Node> { ParseSequence() };
        while (Take('|'))
            branches.Add(ParseSequence());
        return branches.Count == 1 ? branches[0] : new Re2Alternation([.. branches]);
    }

    private Re2Node ParseSequence()
    {
        var parts = ImmutableArray.CreateBuilder<Re2Node>();
        var canRepeat = false;
        var lastOperator = "";
        while (!AtEnd && _pattern[_index] is not ('|' or ')'))
        {
            var start = _index;
            if (TryParseRepeat(out var min, out var max, out var isLazy))
            {
                var text = _pattern[start.._index];
                if (!canRepeat)
                    throw Re2SyntaxException.Of("missing argument to repetition operator", text.TrimEnd('?') is { Length: > 0 } bare ? bare : text);
                if (lastOperator.Length > 0)
                    throw Re2SyntaxException.Of("invalid nested repetition operator", lastOperator + text);
                var repetition = new Re2Repetition(parts[^1], min, max, isLazy != _flags.HasFlag(Re2Flags.Ungreedy));
                if ((min >= 2 || max >= 2) && !IsRepeatValid(repetition, MaxRepeat))
                    throw Re2SyntaxException.Of("invalid repeat count", text);
                parts[^1] = repetition;
                lastOperator = text;
                continue;
            }

            lastOperator = "";
            var count = parts.Count;
            ParseAtom(parts);
            canRepeat = parts.Count > count || (canRepeat && parts.Count > 0 && start == _index);
        }

        return parts.Count == 1 ? parts[0] : new Re2Sequence(parts.ToImmutable());
    }

    private void ParseAtom(ImmutableArray<Re2Node>.Builder parts)
    {
        switch (_pattern[_index])
        {
            case '(':
                ParseGroup(parts);
                break;
            case '[':
                parts.Add(new Re2Set(ParseClass()));
                break;
            case '.':
                _index++;
                parts.Add(new Re2Set(_flags.HasFlag(Re2Flags.DotMatchesNewline) ? CodePointSet.All : CodePointSet.Of(('\n', '\n')).Complement()));
                break;
            case '^':
                _index++;
                parts.Add(new Re2Anchor(_flags.HasFlag(Re2Flags.Multiline) ? Re2AnchorKind.LineStart : Re2AnchorKind.TextStart));
                break;
            case '$':
                _index++;
                parts.Add(new Re2Anchor(_flags.HasFlag(Re2Flags.Multiline) ? Re2AnchorKind.LineEnd : Re2AnchorKind.TextEnd));
                break;
            case '\\':
                ParseEscape(parts);
                break;
            default:
                parts.Add(Literal(TakeCodePoint()));
                break;
        }
    }

    private void ParseGroup(ImmutableArray<Re2Node>.Builder parts)
    {
        var start = _index++;
        var outer = _flags;
        var captures = true;
        if (Take('?'))
        {
            if (TryParseGroupName(start, out var name))
                _groups.Add(name);
            else
            {
                captures = false;
                if (!ParseFlags(start))
                    return;
            }
        }
        else
            _groups.Add("");

        if (++_depth > MaxDepth)
            throw Re2SyntaxException.Of("expression nests too deeply", _pattern);
        var inner = ParseAlternation();
        _depth--;
        if (!Take(')'))
            throw Re2SyntaxException.Of("missing closing )", _pattern);
        _flags = outer;
        parts.Add(captures ? new Re2Capture(inner) : inner);
    }

    private bool TryParseGroupName(int start, out string name)
    {
        name = "";
        var prefix = Rest.StartsWith("P<", StringComparison.Ordinal) ? 2 : Rest.StartsWith('<') ? 1 : 0;
        if (prefix == 0)
            return false;
        var end = _pattern.IndexOf('>', _index);
        if (end < 0)
            throw Re2SyntaxException.Of("invalid named capture", _pattern[start..]);
        name = _pattern[(_index + prefix)..end];
        if (name.Length == 0 || !name.All(character => character == '_' || char.IsAsciiLetterOrDigit(character)))
        {
            if (prefix == 1 && name.StartsWith('=') || prefix == 1 && name.StartsWith('!'))
                throw Re2SyntaxException.Of("invalid or unsupported Perl syntax", _pattern.Substring(start, 4));
            throw Re2SyntaxException.Of("invalid named capture", _pattern[start..(end + 1)]);
        }

        if (_groups.Contains(name))
            throw Re2SyntaxException.Of("duplicate capture group name", name);
        _index = end + 1;
        return true;
    }

    /// <summary>Reads <c>i-s:</c> or <c>i-s)</c>; true where a group follows.</summary>
    private bool ParseFlags(int start)
    {
        var (flags, isNegative, sawFlag) = (_flags, false, false);
        while (!AtEnd)
        {
            var character = _pattern[_index++];
            if (FlagOf(character) is { } flag)
            {
                sawFlag = true;
                flags = isNegative ? flags & ~flag : flags | flag;
            }
            else if (character == '-' && !isNegative)
                (isNegative, sawFlag) = (true, false);
            else if (character is ':' or ')' && (sawFlag || !isNegative))
            {
                _flags = flags;
                return character == ':';
            }
            else
                throw Re2SyntaxException.Of("invalid or unsupported Perl syntax", _pattern[start.._index]);
        }

        throw Re2SyntaxException.Of("missing closing )", _pattern);
    }

    private static Re2Flags? FlagOf(char character) => character switch
    {
        'i' => Re2Flags.IgnoreCase,
        'm' => Re2Flags.Multiline,
        's' => Re2Flags.DotMatchesNewline,
        'U' => Re2Flags.Ungreedy,
        _ => null,
    };

    /// <summary>Reads <c>*</c>, <c>+</c>, <c>?</c> or <c>{n,m}</c> and the lazy mark after it. A brace that is no repetition is a literal.</summary>
    private bool TryParseRepeat(out int min, out int max, out bool isLazy)
    {
        isLazy = false;
        (min, max) = _pattern[_index] switch
        {
            '*' => (0, -1),
            '+' => (1, -1),
            '?' => (0, 1),
            _ => (-1, 0),
        };
        if (min >= 0)
            _index++;
        else if (_pattern[_index] != '{' || !TryParseCounts(out min, out max))
            return false;
        isLazy = Take('?');
        return true;
    }

    private bool TryParseCounts(out int min, out int max)
    {
        var start = _index++;
        max = -1;
        if (TryTakeCount(out min))
        {
            var isRange = Take(',');
            if ((!isRange || (!AtEnd && _pattern[_index] == '}') || TryTakeCount(out max)) && Take('}'))
            {
                max = isRange ? max : min;
                if (min > MaxRepeat || max > MaxRepeat || (max >= 0 && min > max))
                    throw Re2SyntaxException.Of("invalid repeat count", _pattern[start.._index]);
                return true;
            }
        }

        _index = start;
        return false;
    }

    private bool TryTakeCount(out int count)
    {
        var start = _index;
        while (!AtEnd && char.IsAsciiDigit(_pattern[_index]))
            _index++;
        var digits = _pattern.AsSpan(start, _index - start);
        count = MaxRepeat + 1;
        if (digits.Length == 0 || (digits.Length > 1 && digits[0] == '0'))
            return false;
        if (digits.Length <= 4)
            count = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Whether nested counts multiply to no more than the limit.</summary>
    private static bool IsRepeatValid(Re2Node node, int limit) => node switch
    {
        Re2Repetition { Max: 0 } => true,
        Re2Repetition repetition when repetition.Max > 1 || repetition.Min > 1 =>
            Math.Max(repetition.Min, repetition.Max) <= limit && IsRepeatValid(repetition.Operand, limit / Math.Max(repetition.Min, repetition.Max)),
        Re2Repetition repetition => IsRepeatValid(repetition.Operand, limit),
        Re2Capture capture => IsRepeatValid(capture.Operand, limit),
        Re2Sequence sequence => sequence.Parts.All(part => IsRepeatValid(part, limit)),
        Re2Alternation alternation => alternation.Branches.All(branch => IsRepeatValid(branch, limit)),
        _ => true,
    };

    private Re2Set Literal(int codePoint) => new(Folded(CodePointSet.Of((codePoint, codePoint))));

    private CodePointSet Folded(CodePointSet set) => _flags.HasFlag(Re2Flags.IgnoreCase) ? set.Fold() : set;

    private int TakeCodePoint()
    {
        var codePoint = CodePoints.At(_pattern, _index);
        _index += CodePoints.WidthAt(_pattern, _index);
        return char.IsSurrogate((char)Math.Min(codePoint, char.MaxValue)) ? throw Re2SyntaxException.Of("invalid UTF-8", "") : codePoint;
    }

    private bool Take(char character)
    {
        if (AtEnd || _pattern[_index] != character)
            return false;
        _index++;
        return true;
    }
}

[Flags]
internal enum Re2Flags
{
    None = 0,
    IgnoreCase = 1,
    Multiline = 2,
    DotMatchesNewline = 4,
    Ungreedy = 8,
}
