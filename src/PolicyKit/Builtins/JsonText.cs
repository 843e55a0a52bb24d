using System.Globalization;
using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Writes a value as Go's encoding/json does: keys sorted, <c>&lt; &gt; &amp;</c> escaped, sets as arrays, keys that are no strings as their JSON text.</summary>
internal sealed class JsonText(BuiltinContext context, string? indent, string prefix)
{
    private const int MaxDepth = 1_000;

    private readonly StringBuilder _result = new();
    private int _depth;

    /// <summary>The text, or null where the value is nested too deeply.</summary>
    public string? Write(Value value) => TryAppend(value) ? _result.ToString() : null;

    private bool TryAppend(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                value.TryGetString(out var text);
                AppendString(text!);
                return true;
            case ValueKind.Array or ValueKind.Set:
                return TryAppendAll('[', ']', new Items(value).ToList(), TryAppend);
            case ValueKind.Object:
                return TryAppendAll('{', '}', MembersOf(value), TryAppendMember);
            default:
                context.Charge(1);
                _result.Append(value.ToString());
                return true;
        }
    }

    private bool TryAppendAll<T>(char open, char close, List<T> parts, Func<T, bool> tryAppend)
    {
        if (++_depth > MaxDepth)
            return false;
        _result.Append(open);
        for (var index = 0; index < parts.Count; index++)
        {
            if (index > 0)
                _result.Append(',');
            AppendLine();
            if (!tryAppend(parts[index]))
                return false;
        }

        _depth--;
        if (parts.Count > 0)
            AppendLine();
        _result.Append(close);
        return true;
    }

    private bool TryAppendMember((string Key, Value Value) member)
    {
        AppendString(member.Key);
        _result.Append(indent is null ? ":" : ": ");
        return TryAppend(member.Value);
    }

    private List<(string Key, Value Value)> MembersOf(Value value)
    {
        var members = new List<(string Key, Value Value)>();
        foreach (var (key, member) in Members.Ordered(value))
            members.Add((key.TryGetString(out var name) ? name : new JsonText(context, null, "").Write(key) ?? "", member));
        Sorting.Sort(members, (a, b) => Ops.Compare(Value.FromString(a.Key), Value.FromString(b.Key)));
        return members;
    }

    private void AppendLine()
    {
        context.Charge(1);
        if (indent is null)
            return;
        _result.Append('\n').Append(prefix);
        for (var level = 0; level < _depth; level++)
            _result.Append(indent);
    }

    private void AppendString(string text)
    {
        context.Charge(Strings.Cost(text.Length));
        _result.Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                _result.Append('\\').Append(character);
            else if (Escaped(character) is { } letter)
                _result.Append('\\').Append(letter);
            else if (character < ' ' || character is '<' or '>' or '&' or '\u2028' or '\u2029')
                _result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                _result.Append(character);
        }

        _result.Append('"');
    }

    private static char? Escaped(char character) => character switch
    {
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => null,
    };
}
