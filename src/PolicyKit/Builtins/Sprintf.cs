using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>sprintf</c></summary>
internal static class Sprintf
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("sprintf", [Row.String, Row.Array], Row.String, Format, "the format with its verbs (`%s %v %d %q %x %f` …) replaced by the values, as Go's fmt does it"),
    ];

    public static Value Format(BuiltinContext context, Value format, Value values)
    {
        if (!context.TryString(format, 1, out var text) || !context.Is(values, 2, ValueKind.Array))
            return Value.Undefined;
        var arguments = new List<GoArgument>();
        foreach (var value in new Items(values))
            arguments.Add(GoArgument.From(value, context));
        var result = new GoFormatter(context, text, arguments).Format();
        context.Charge(Strings.Cost(result.Length));
        return Value.FromString(result);
    }
}
