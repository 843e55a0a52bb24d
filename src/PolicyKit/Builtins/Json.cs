using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>JSON text to value and back.</summary>
internal static class Json
{
    private static readonly string[] Options = ["indent", "prefix", "pretty"];

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("json.is_valid", [Row.Any], Row.Boolean, IsValid, "whether the value is a string of JSON"),
        Row.Of("json.marshal", [Row.Any], Row.String, Marshal, "the value as JSON on one line"),
        Row.Of("json.marshal_with_options", [Row.Any, "object[string: any]"], Row.String, MarshalWithOptions, "the value as JSON with `pretty`, `indent` and `prefix`"),
        Row.Of("json.unmarshal", [Row.String], Row.Any, Unmarshal, "the value that JSON text means"),
    ];

    public static Value IsValid(BuiltinContext context, Value text) =>
        Value.FromBoolean(text.TryGetString(out var source) && TryParse(context, source, out _, out _));

    public static Value Unmarshal(BuiltinContext context, Value text)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        return TryParse(context, source, out var value, out var error) ? value : context.Fail(error);
    }

    public static Value Marshal(BuiltinContext context, Value value)
    {
        if (value.IsUndefined)
            return Value.Undefined;
        var text = new JsonText(context, null, "").Write(value);
        return text is null ? context.Fail("value is nested too deeply") : Value.FromString(text);
    }

    public static Value MarshalWithOptions(BuiltinContext context, Value value, Value options)
    {
        if (!context.Is(options, 2, ValueKind.Object))
            return Value.Undefined;
        foreach (var (key, _) in new Members(options))
        {
            if (!key.TryGetString(out var name) || !Options.Contains(name, StringComparer.Ordinal))
                return context.Fail($"object contained unknown key {GoQuote.Quote(name ?? key.ToString())}");
        }

        var (prefix, indent) = ("", "\t");
        if (!TryOption(context, options, "prefix", ref prefix) || !TryOption(context, options, "indent", ref indent))
            return Value.Undefined;
        var pretty = Ops.Index(options, Value.FromString("pretty"));
        if (!pretty.IsUndefined && pretty.Kind != ValueKind.Boolean)
            return context.Fail($"key \"pretty\" must be boolean but got {pretty.Kind.Name()}");
        var isPretty = pretty.IsUndefined ? options.Count > 0 : Ops.IsTrue(pretty);
        var text = new JsonText(context, isPretty ? indent : null, prefix).Write(value);
        return text is null ? context.Fail("value is nested too deeply") : Value.FromString(text);
    }

    private static bool TryOption(BuiltinContext context, Value options, string name, ref string text)
    {
        var option = Ops.Index(options, Value.FromString(name));
        if (option.IsUndefined)
            return true;
        if (option.TryGetString(out var given))
        {
            text = given;
            return true;
        }

        context.Fail($"key {GoQuote.Quote(name)} must be string but got {option.Kind.Name()}");
        return false;
    }

    private static bool TryParse(BuiltinContext context, string source, out Value value, out string error)
    {
        context.Charge(Strings.Cost(source.Length));
        try
        {
            value = Value.ParseJson(source);
            error = "";
            return true;
        }
        catch (DocumentException exception)
        {
            value = Value.Undefined;
            error = exception.Message;
            return false;
        }
    }
}
