using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using PolicyKit.Builtins.Re2;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>regex.*</c></summary>
internal static class Patterns
{
    private const int CompilingCost = 2_000;

    private const int ShortText = 256;

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("re_match", [Row.String, Row.String], Row.Boolean, Match, "`regex.match` of Rego v0"),
        Row.Of("regex.find_all_string_submatch_n", [Row.String, Row.String, Row.Number], "array[array[string]]", FindSubmatches,
            "the first n matches (all where n is -1), each with its groups"),
        Row.Of("regex.find_n", [Row.String, Row.String, Row.Number], Row.Strings, FindN, "the first n matches, all where n is -1"),
        Row.Of("regex.is_valid", [Row.Any], Row.Boolean, IsValid, "whether the value is a regular expression"),
        Row.Of("regex.match", [Row.String, Row.String], Row.Boolean, Match, "whether the pattern is found in the string"),
        Row.Of("regex.replace", [Row.String, Row.String, Row.String], Row.String, Replace, "the string with every match replaced; `$1` and `${name}` are groups"),
        Row.Of("regex.split", [Row.String, Row.String], Row.Strings, Split, "the parts of a string between matches"),
        Row.Of("regex.template_match", [Row.String, Row.String, Row.String, Row.String], Row.Boolean, TemplateMatch,
            "whether all of the string matches a template whose patterns stand between delimiters"),
    ];

    /// <summary>Which argument is a regular expression, by the builtin's name.</summary>
    public static FrozenDictionary<string, int> PatternArguments { get; } = new Dictionary<string, int>
    {
        ["re_match"] = 0,
        ["regex.find_all_string_submatch_n"] = 0,
        ["regex.find_n"] = 0,
        ["regex.match"] = 0,
        ["regex.replace"] = 1,
        ["regex.split"] = 0,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with a regular expression; null when it is one.</summary>
    public static string? MistakeIn(string pattern) => CompileNow(pattern).Error;

    public static Value IsValid(BuiltinContext context, Value pattern) =>
        Value.FromBoolean(pattern.Kind == ValueKind.String && context.TryString(pattern, 1, out var text) && Compile(context, text).Regex is not null);

    public static Value Match(BuiltinContext context, Value pattern, Value text) => TryRegex(context, pattern, 1, out var regex) ? MatchText(context, regex, text) : Value.Undefined;

    /// <summary>As the builtin, with a pattern that is known when the call is compiled.</summary>
    public static Value MatchKnown(BuiltinContext context, KnownPattern pattern, Value text) => TryRegex(context, pattern, out var regex) ? MatchText(context, regex, text) : Value.Undefined;

    /// <summary>Short texts of documents are matched without making a string of them.</summary>
    private static Value MatchText(BuiltinContext context, Re2Regex regex, Value text)
    {
        if (!text.TryGetUtf8(out ReadOnlySpan<byte> utf8) || utf8.Length > ShortText)
            return context.TryString(text, 2, out var whole) ? Matching.IsMatch(context, regex, whole) : Value.Undefined;
        if (!regex.MayMatch(utf8))
        {
            context.ChargeText(utf8.Length);
            return Value.False;
        }

        Span<char> characters = stackalloc char[ShortText];
        characters = characters[..System.Text.Encoding.UTF8.GetChars(utf8, characters)];
        context.ChargeText(characters.Length);
        return Matching.IsMatch(context, regex, characters);
    }

    public static Value FindN(BuiltinContext context, Value pattern, Value text, Value count) =>
        Find(context, pattern, text, count, match => Value.FromString(match.GroupText(0)));

    public static Value FindSubmatches(BuiltinContext context, Value pattern, Value text, Value count) =>
        Find(context, pattern, text, count, match => Value.FromArray(Enumerable.Range(0, match.Groups.Length).Select(index => Value.FromString(match.GroupText(index)))));

    public static Value Split(BuiltinContext context, Value pattern, Value text)
    {
        if (!TryRegex(context, pattern, 1, out var regex) || !context.TryString(text, 2, out var whole))
            return Value.Undefined;
        pattern.TryGetString(out var source);
        if (whole.Length == 0 && source!.Length > 0)
            return Strings.FromStrings(context, [""]);
        return Matching.Matches(context, regex, whole, -1) is { } matches ? Strings.FromStrings(context, Parts(matches, whole)) : Value.Undefined;
    }

    public static Value Replace(BuiltinContext context, Value text, Value pattern, Value replacement)
    {
        if (!context.TryString(text, 1, out var whole) || !TryRegex(context, pattern, 2, out var regex) || !context.TryString(replacement, 3, out var template))
            return Value.Undefined;
        if (Matching.Matches(context, regex, whole, -1) is not { } matches)
            return Value.Undefined;
        var result = new StringBuilder();
        var end = 0;
        foreach (var match in matches)
        {
            result.Append(whole, end, match.Start - end);
            var start = result.Length;
            Expand(result, template, regex, match);
            context.Charge(Strings.Cost(result.Length - start));
            end = match.Start + match.Length;
        }

        return Value.FromString(result.Append(whole, end, whole.Length - end).ToString());
    }

    public static Value TemplateMatch(BuiltinContext context, Value template, Value text, Value start, Value end)
    {
        if (!context.TryString(template, 1, out var source) || !context.TryString(text, 2, out var whole) || !context.TryString(start, 3, out var open)
            || !context.TryString(end, 4, out var close))
            return Value.Undefined;
        if (open.Length != 1)
            return context.Fail($"start delimiter has to be exactly one character long but is {CodePoints.Count(open)} long");
        if (close.Length != 1)
            return context.Fail($"end delimiter has to be exactly one character long but is {CodePoints.Count(close)} long");
        if (ToPattern(source, open[0], close[0]) is not { } pattern)
            return context.Fail($"unbalanced braces in {GoQuote.Quote(source)}");
        var (regex, error) = Compile(context, pattern);
        return regex is null ? context.Fail(error!) : Matching.IsMatch(context, regex, whole);
    }

    private static bool TryRegex(BuiltinContext context, Value pattern, int position, out Re2Regex regex)
    {
        regex = null!;
        if (!context.TryString(pattern, position, out var text))
            return false;
        return TryRegex(context, Compile(context, text), out regex);
    }

    private static bool TryRegex(BuiltinContext context, KnownPattern pattern, out Re2Regex regex)
    {
        context.ChargeText(pattern.Text.Length);
        return TryRegex(context, pattern.Compiled ??= Compile(context, pattern.Text), out regex);
    }

    private static bool TryRegex(BuiltinContext context, Compiled compiled, out Re2Regex regex)
    {
        regex = compiled.Regex!;
        if (compiled.Regex is not null)
            return true;
        context.Fail(compiled.Error!);
        return false;
    }

    internal static Compiled Compile(BuiltinContext context, string pattern) => context.Cache(new PatternKey(pattern), static key => CompileNow(((PatternKey)key).Pattern));

    /// <summary>What compiling a pattern costs; compiled ones are kept, but not any number of them.</summary>
    internal static void ChargeCompiling(string pattern) => Payer.Charge(CompilingCost + (8L * pattern.Length));

    private static Compiled CompileNow(string pattern)
    {
        ChargeCompiling(pattern);
        try
        {
            return new(Re2Regex.Parse(pattern), null);
        }
        catch (Re2SyntaxException exception)
        {
            return new(null, exception.Message);
        }
    }

    private static Value Find(BuiltinContext context, Value pattern, Value text, Value count, Func<Re2Match, Value> make)
    {
        if (!TryRegex(context, pattern, 1, out var regex) || !context.TryString(text, 2, out var whole) || !context.TryInteger(count, 3, out var limit))
            return Value.Undefined;
        return Matching.Matches(context, regex, whole, limit) is { } matches ? Value.FromArray(matches.Select(make)) : Value.Undefined;
    }

    private static IEnumerable<string> Parts(List<Re2Match> matches, string whole)
    {
        var (start, end) = (0, 0);
        foreach (var match in matches)
        {
            end = match.Start;
            if (match.Start + match.Length != 0)
                yield return whole[start..end];
            start = match.Start + match.Length;
        }

        if (end != whole.Length)
            yield return whole[start..];
    }

    private static void Expand(StringBuilder result, string template, Re2Regex regex, Re2Match match)
    {
        for (var index = 0; index < template.Length; index++)
        {
            if (template[index] != '$' || index + 1 == template.Length)
                result.Append(template[index]);
            else if (template[index + 1] == '$')
            {
                result.Append('$');
                index++;
            }
            else if (TryTakeName(template, index + 1, out var name, out var after))
            {
                result.Append(GroupText(name, regex, match));
                index = after - 1;
            }
            else
                result.Append('$');
        }
    }

    private static bool TryTakeName(string template, int index, out string name, out int after)
    {
        var hasBrace = template[index] == '{';
        var start = hasBrace ? index + 1 : index;
        after = start;
        while (after < template.Length && (char.IsLetterOrDigit(template[after]) || template[after] == '_'))
            after++;
        name = template[start..after];
        if (!hasBrace)
            return name.Length > 0;
        return after < template.Length && template[after++] == '}' && name.Length > 0;
    }

    private static string GroupText(string name, Re2Regex regex, Re2Match match) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? match.GroupText(number)
            : regex.GroupNames.IndexOf(name) is >= 0 and var index ? match.GroupText(index + 1) : "";

    private static string? ToPattern(string template, char open, char close)
    {
        var result = new StringBuilder("^");
        var (level, start, end) = (0, 0, 0);
        for (var index = 0; index < template.Length; index++)
        {
            if (template[index] == open && level++ == 0)
                start = index;
            else if (template[index] == close && open != close && --level <= 0)
            {
                if (level < 0)
                    return null;
                result.Append(Re2Regex.Quote(template[end..start])).Append('(').Append(template, start + 1, index - start - 1).Append(')');
                end = index + 1;
            }
        }

        return level == 0 ? result.Append(Re2Regex.Quote(template[end..])).Append('$').ToString() : null;
    }

    /// <summary>A pattern that is known when a call is compiled, and what it was compiled to when it was first used.</summary>
    internal sealed class KnownPattern(string text)
    {
        public string Text => text;

        public Compiled? Compiled { get; set; }
    }

    internal sealed record Compiled(Re2Regex? Regex, string? Error);

    private sealed record PatternKey(string Pattern);
}
