using System.Text;
using PolicyKit.Builtins.Re2;

namespace PolicyKit.Builtins;

/// <summary>Rewrites a glob as a regular expression of RE2.</summary>
internal sealed class GlobReader(string pattern, string separators)
{
    private readonly StringBuilder _result = new("(?s)^");
    private readonly string _noSeparator = separators.Length == 0 ? "." : "[^" + string.Concat(separators.Select(ClassCharacter)) + "]";
    private int _index;
    private int _depth;

    /// <exception cref="FormatException">The glob is malformed.</exception>
    public string ToRegex()
    {
        while (_index < pattern.Length)
            ReadOne();
        return _depth == 0 ? _result.Append('$').ToString() : throw new FormatException("unexpected end of glob: `{` is not closed");
    }

    private void ReadOne()
    {
        var character = pattern[_index++];
        switch (character)
        {
            case '*' when _index < pattern.Length && pattern[_index] == '*':
                _index++;
                _result.Append(".*");
                break;
            case '*':
                _result.Append(_noSeparator).Append('*');
                break;
            case '?':
                _result.Append(_noSeparator);
                break;
            case '[':
                ReadClass();
                break;
            case '{':
                _depth++;
                _result.Append("(?:");
                break;
            case '}' when _depth > 0:
                _depth--;
                _result.Append(')');
                break;
            case ',' when _depth > 0:
                _result.Append('|');
                break;
            case '\\' when _index < pattern.Length:
                AppendLiteral();
                break;
            default:
                _index--;
                AppendLiteral();
                break;
        }
    }

    private void AppendLiteral()
    {
        var width = CodePoints.WidthAt(pattern, _index);
        _result.Append(Re2Regex.Quote(pattern.Substring(_index, width)));
        _index += width;
    }

    private void ReadClass()
    {
        var end = _index;
        while (end < pattern.Length && pattern[end] != ']')
            end += pattern[end] == '\\' ? 2 : 1;
        if (end >= pattern.Length)
            throw new FormatException("unexpected end of glob: `[` is not closed");
        var isComplement = pattern[_index] == '!';
        var start = isComplement ? _index + 1 : _index;
        if (start == end)
            throw new FormatException("empty character class in glob");
        _result.Append(isComplement ? "[^" : "[");
        if (end - start == 3 && pattern[start + 1] == '-')
            _result.Append(ClassCharacter(pattern[start])).Append('-').Append(ClassCharacter(pattern[end - 1]));
        else
            AppendMembers(start, end);
        _result.Append(']');
        _index = end + 1;
    }

    private void AppendMembers(int start, int end)
    {
        for (var index = start; index < end; index++)
            _result.Append(ClassCharacter(pattern[index] == '\\' && index + 1 < end ? pattern[++index] : pattern[index]));
    }

    private static string ClassCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character > 0x7F ? $"{character}" : $"\\{character}";
}
