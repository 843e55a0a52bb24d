using System.Text;
using PolicyKit.Builtins.Re2;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>glob.*</c></summary>
internal static class Globs
{
    private const string Special = @"*?\[]{}";

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("glob.match", [Row.String, "any<array[string], null>", Row.String], Row.Boolean, Match,
            "whether all of the string matches; `*` stops at a delimiter (`.` where the array is empty, none for `null`), `**` does not"),
        Row.Of("glob.quote_meta", [Row.String], Row.String, QuoteMeta, "the string as a glob that matches just it"),
    ];

    public static Value Match(BuiltinContext context, Value pattern, Value delimiters, Value text)
    {
        if (!context.TryString(pattern, 1, out var glob) || !TryDelimiters(context, delimiters, out var separators) || !context.TryString(text, 3, out var whole))
            return Value.Undefined;
        var compiled = context.Cache(new GlobKey(glob, separators), static key => Compile((GlobKey)key));
        return compiled.Regex is { } regex ? Matching.IsMatch(context, regex, whole) : context.Fail(compiled.Error!);
    }

    public static Value QuoteMeta(BuiltinContext context, Value text) =>
        context.TryString(text, 1, out var whole)
            ? Value.FromString(string.Concat(whole.Select(character => Special.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}")))
            : Value.Undefined;

    private static bool TryDelimiters(BuiltinContext context, Value delimiters, out string separators)
    {
        separators = "";
        var text = new StringBuilder();
        if (delimiters.Kind == ValueKind.Null)
            return true;
        if (delimiters.Kind != ValueKind.Array)
        {
            context.Wrong(delimiters, 2, "array", "null");
            return false;
        }

        foreach (var item in new Items(delimiters))
        {
            if (!item.TryGetString(out var delimiter))
            {
                context.WrongMember(delimiters, item, 2, "string");
                return false;
            }

            text.Append(delimiter.Length == 0 ? "" : delimiter[..CodePoints.WidthAt(delimiter, 0)]);
        }

        separators = delimiters.Count == 0 ? "." : text.ToString();
        return true;
    }

    private static Patterns.Compiled Compile(GlobKey key)
    {
        Patterns.ChargeCompiling(key.Pattern);
        try
        {
            return new(Re2Regex.Parse(new GlobReader(key.Pattern, key.Separators).ToRegex()), null);
        }
        catch (FormatException exception)
        {
            return new(null, exception.Message);
        }
    }

    private sealed record GlobKey(string Pattern, string Separators);
}
