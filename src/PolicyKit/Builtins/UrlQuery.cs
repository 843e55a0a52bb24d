using System.Globalization;
using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>urlquery.*</c></summary>
internal static class UrlQuery
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("urlquery.decode", [Row.String], Row.String, Decode, "the string that an escaped query component means"),
        Row.Of("urlquery.decode_object", [Row.String], "object[string: array[string]]", DecodeObject, "the values of each key of a query"),
        Row.Of("urlquery.encode", [Row.String], Row.String, Encode, "the string escaped as a query component"),
        Row.Of("urlquery.encode_object", ["object[string: any<string, array[string], set[string]>]"], Row.String, EncodeObject, "a query with the keys and values of an object"),
    ];

    public static Value Encode(BuiltinContext context, Value text)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        context.Charge(Strings.Cost(source.Length * 3L));
        return Value.FromString(Escape(source));
    }

    public static Value Decode(BuiltinContext context, Value text)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        return Unescape(source, out var error) is { } result ? Value.FromString(result) : context.Fail(error);
    }

    public static Value EncodeObject(BuiltinContext context, Value query)
    {
        if (!context.Is(query, 1, ValueKind.Object))
            return Value.Undefined;
        var pairs = new List<string>();
        foreach (var (key, value) in Members.Ordered(query))
        {
            if (!key.TryGetString(out var name))
                return context.Fail($"operand 1 keys must be string but got {key.Kind.Name()}");
            if (value.TryGetString(out var single))
                pairs.Add($"{Escape(name)}={Escape(single)}");
            else if (!Operand.IsSequence(value))
                return context.Fail($"operand 1 values must be string, array[string], or set[string] but got {value.Kind.Name()}");
            else
            {
                foreach (var item in new Items(value))
                {
                    if (!item.TryGetString(out var text))
                        return context.WrongMember(value, item, 1, "string");
                    pairs.Add($"{Escape(name)}={Escape(text)}");
                }
            }

            context.Charge(Strings.Cost(pairs.Count == 0 ? 0 : pairs[^1].Length));
        }

        return Value.FromString(string.Join('&', pairs));
    }

    public static Value DecodeObject(BuiltinContext context, Value query)
    {
        if (!context.TryString(query, 1, out var source))
            return Value.Undefined;
        var values = new SortedDictionary<string, List<Value>>(StringComparer.Ordinal);
        foreach (var pair in source.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            context.Charge(1);
            if (pair.Contains(';', StringComparison.Ordinal))
                return context.Fail("invalid semicolon separator in query");
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (Unescape(equals < 0 ? pair : pair[..equals], out var error) is not { } key || Unescape(equals < 0 ? "" : pair[(equals + 1)..], out error) is not { } value)
                return context.Fail(error);
            if (!values.TryGetValue(key, out var list))
                values.Add(key, list = []);
            list.Add(Value.FromString(value));
        }

        return Value.FromObject(values.Select(entry => KeyValuePair.Create(Value.FromString(entry.Key), Value.FromArray(entry.Value))));
    }

    private static string Escape(string text)
    {
        var result = new StringBuilder();
        foreach (var value in System.Text.Encoding.UTF8.GetBytes(text))
        {
            var character = (char)value;
            if (character == ' ')
                result.Append('+');
            else if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~')
                result.Append(character);
            else
                result.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    private static string? Unescape(string text, out string error)
    {
        error = "";
        var bytes = new List<byte>();
        var source = System.Text.Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < source.Length; index++)
        {
            if (source[index] != '%')
                bytes.Add(source[index] == '+' ? (byte)' ' : source[index]);
            else if (index + 2 < source.Length && char.IsAsciiHexDigit((char)source[index + 1]) && char.IsAsciiHexDigit((char)source[index + 2]))
            {
                bytes.AddRange(Convert.FromHexString(System.Text.Encoding.ASCII.GetString(source, index + 1, 2)));
                index += 2;
            }
            else
            {
                error = $"invalid URL escape {GoQuote.Quote(System.Text.Encoding.UTF8.GetString(source, index, Math.Min(3, source.Length - index)))}";
                return null;
            }
        }

        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }
}
