using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Builtins;

/// <summary>Reads ground Rego terms: JSON, raw strings, sets (<c>{1}</c>, <c>set()</c>), and objects with keys of any kind.</summary>
internal sealed class TermReader(string text)
{
    private int _index;

    public static Value Read(string text)
    {
        var reader = new TermReader(text);
        var value = reader.ReadTerm();
        return reader.AtEnd() ? value : throw new FormatException($"text after the term: {text}");
    }

    /// <summary>Reads <c>name(term, …)</c>.</summary>
    public static (string Name, Value[] Arguments) ReadCall(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            throw new FormatException($"no call: {text}");
        var reader = new TermReader(text) { _index = open + 1 };
        var arguments = reader.ReadAll(')', reader.ReadTerm);
        return reader.AtEnd() ? (text[..open], [.. arguments]) : throw new FormatException($"text after the call: {text}");
    }

    private Value ReadTerm()
    {
        SkipSpace();
        switch (text[_index])
        {
            case '[':
                _index++;
                return Value.FromArray(ReadAll(']', ReadTerm));
            case '{':
                _index++;
                return ReadBraces();
            case '"':
                return Value.ParseJson(Take(EndOfString()));
            case '`':
                return Value.FromString(Take(text.IndexOf('`', _index + 1) + 1)[1..^1]);
        }

        var word = Take(EndOfWord());
        if (word != "set")
            return word switch { "null" => Value.Null, "true" => Value.True, "false" => Value.False, _ => Value.FromNumberText(word) };
        Expect('(');
        Expect(')');
        return Value.FromSet([]);
    }

    private Value ReadBraces()
    {
        if (TryTake('}'))
            return Value.FromObject([]);
        var first = ReadTerm();
        if (!TryTake(':'))
            return Value.FromSet([first, .. TryTake(',') ? ReadAll('}', ReadTerm) : Close()]);
        var member = KeyValuePair.Create(first, ReadTerm());
        return Value.FromObject([member, .. TryTake(',') ? ReadAll('}', ReadMember) : CloseMembers()]);
    }

    private List<Value> Close()
    {
        Expect('}');
        return [];
    }

    private List<KeyValuePair<Value, Value>> CloseMembers()
    {
        Expect('}');
        return [];
    }

    private KeyValuePair<Value, Value> ReadMember()
    {
        var key = ReadTerm();
        Expect(':');
        return KeyValuePair.Create(key, ReadTerm());
    }

    private List<T> ReadAll<T>(char close, Func<T> read)
    {
        var items = new List<T>();
        while (!TryTake(close))
        {
            items.Add(read());
            if (TryTake(','))
                continue;
            Expect(close);
            break;
        }

        return items;
    }

    private int EndOfString()
    {
        var end = _index + 1;
        while (text[end] != '"')
            end += text[end] == '\\' ? 2 : 1;
        return end + 1;
    }

    private int EndOfWord()
    {
        var end = _index;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '+' or '.'))
            end++;
        return end;
    }

    private string Take(int end)
    {
        var taken = text[_index..end];
        _index = end;
        return taken;
    }

    private void SkipSpace()
    {
        while (_index < text.Length && char.IsWhiteSpace(text[_index]))
            _index++;
    }

    private bool AtEnd()
    {
        SkipSpace();
        return _index == text.Length;
    }

    private bool TryTake(char character)
    {
        SkipSpace();
        if (_index >= text.Length || text[_index] != character)
            return false;
        _index++;
        return true;
    }

    private void Expect(char character)
    {
        if (!TryTake(character))
            throw new FormatException(new StringBuilder($"`{character}` expected at {_index}: ").Append(text).ToString());
    }
}
