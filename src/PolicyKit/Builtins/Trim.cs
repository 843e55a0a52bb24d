using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>trim*</c></summary>
internal static class Trim
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("trim", [Row.String, Row.String], Row.String, Both, "the string without the given characters at both ends"),
        Row.Of("trim_left", [Row.String, Row.String], Row.String, Left, "the string without the given characters at its start"),
        Row.Of("trim_prefix", [Row.String, Row.String], Row.String, Prefix, "the string without a prefix"),
        Row.Of("trim_right", [Row.String, Row.String], Row.String, Right, "the string without the given characters at its end"),
        Row.Of("trim_space", [Row.String], Row.String, Space, "the string without white space at both ends"),
        Row.Of("trim_suffix", [Row.String, Row.String], Row.String, Suffix, "the string without a suffix"),
    ];

    public static Value Both(BuiltinContext context, Value text, Value characters) => Cut(context, text, characters, (whole, set) => EndOf(StartOf(whole, set), set));

    public static Value Left(BuiltinContext context, Value text, Value characters) => Cut(context, text, characters, StartOf);

    public static Value Right(BuiltinContext context, Value text, Value characters) => Cut(context, text, characters, EndOf);

    public static Value Prefix(BuiltinContext context, Value text, Value prefix) =>
        Cut(context, text, prefix, (whole, start) => whole.StartsWith(start, StringComparison.Ordinal) ? whole[start.Length..] : whole);

    public static Value Suffix(BuiltinContext context, Value text, Value suffix) =>
        Cut(context, text, suffix, (whole, end) => whole.EndsWith(end, StringComparison.Ordinal) ? whole[..^end.Length] : whole);

    public static Value Space(BuiltinContext context, Value text) =>
        context.TryString(text, 1, out var whole) ? Value.FromString(whole.Trim()) : Value.Undefined;

    private static Value Cut(BuiltinContext context, Value text, Value second, Func<string, string, string> cut) =>
        context.TryString(text, 1, out var whole) && context.TryString(second, 2, out var other) ? Value.FromString(cut(whole, other)) : Value.Undefined;

    private static string StartOf(string whole, string characters)
    {
        var set = CodePoints.Split(characters).ToHashSet(StringComparer.Ordinal);
        var start = 0;
        while (start < whole.Length && set.Contains(whole.Substring(start, CodePoints.WidthAt(whole, start))))
            start += CodePoints.WidthAt(whole, start);
        return whole[start..];
    }

    private static string EndOf(string whole, string characters) => CodePoints.Reverse(StartOf(CodePoints.Reverse(whole), characters));
}
