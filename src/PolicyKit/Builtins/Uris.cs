using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>uri.*</c></summary>
internal static class Uris
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("uri.is_valid", [Row.Any], Row.Boolean, IsValid, "whether the value is a URI"),
        Row.Of("uri.parse", [Row.String], "object[string: string]", Parse, "the parts of a URI that are not empty: `scheme hostname port path raw_path raw_query fragment`"),
    ];

    public static Value IsValid(BuiltinContext context, Value uri)
    {
        if (!uri.TryGetString(out var text))
            return Value.False;
        context.Charge(Strings.Cost(text.Length));
        return Value.FromBoolean(TryParse(text, out _, out _));
    }

    public static Value Parse(BuiltinContext context, Value uri)
    {
        if (!context.TryString(uri, 1, out var text))
            return Value.Undefined;
        context.Charge(Strings.Cost(text.Length * 3L));
        if (!TryParse(text, out var url, out var error))
            return context.Fail(error);
        (string Name, string Text)[] parts =
        [
            ("scheme", url.Scheme), ("hostname", url.Hostname), ("port", url.Port), ("path", url.Path), ("raw_path", url.RawPath), ("raw_query", url.RawQuery),
            ("fragment", url.Fragment),
        ];
        return Value.FromObject(parts.Where(part => part.Text.Length > 0).Select(part => KeyValuePair.Create(Value.FromString(part.Name), Value.FromString(part.Text))));
    }

    private static bool TryParse(string text, out GoUrl url, out string error)
    {
        try
        {
            (url, error) = (GoUrl.Parse(text), "");
            return true;
        }
        catch (FormatException exception)
        {
            (url, error) = (new("", "", "", "", "", "", ""), exception.Message);
            return false;
        }
    }
}
