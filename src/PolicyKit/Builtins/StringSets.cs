using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Builtins that try many strings at once.</summary>
internal static class StringSets
{
    private const string OneOrMany = "any<string, array[string], set[string]>";

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("strings.any_prefix_match", [OneOrMany, OneOrMany], Row.Boolean, AnyPrefixMatch, "whether some string starts with some prefix"),
        Row.Of("strings.any_suffix_match", [OneOrMany, OneOrMany], Row.Boolean, AnySuffixMatch, "whether some string ends with some suffix"),
        Row.Of("strings.replace_n", ["object[string: string]", Row.String], Row.String, ReplaceN, "the string with each key replaced by its value, in one pass"),
    ];

    public static Value AnyPrefixMatch(BuiltinContext context, Value texts, Value prefixes) =>
        AnyMatch(context, texts, prefixes, (text, prefix) => text.StartsWith(prefix, StringComparison.Ordinal));

    public static Value AnySuffixMatch(BuiltinContext context, Value texts, Value suffixes) =>
        TryAnySuffix(context, texts, suffixes) is { } isMatch ? Value.FromBoolean(isMatch) : AnyMatch(context, texts, suffixes, (text, suffix) => text.EndsWith(suffix, StringComparison.Ordinal));

    public static Value ReplaceN(BuiltinContext context, Value patterns, Value text)
    {
        if (!context.Is(patterns, 1, ValueKind.Object) || !context.TryString(text, 2, out var whole))
            return Value.Undefined;
        var pairs = new List<(string Old, string New)>();
        foreach (var (key, value) in Members.Ordered(patterns))
        {
            if (!key.TryGetString(out var old))
                return context.Fail("operand 1 non-string key found in pattern object");
            if (!value.TryGetString(out var replacement))
                return context.Fail("operand 1 non-string value found in pattern object");
            pairs.Add((old, replacement));
        }

        return Value.FromString(ReplaceAll(context, whole, pairs));
    }

    /// <summary>At each place the first pair that fits is taken; an empty key fits once at each place.</summary>
    private static string ReplaceAll(BuiltinContext context, string whole, List<(string Old, string New)> pairs)
    {
        var result = new StringBuilder();
        var wasEmpty = false;
        var cost = CostOf(pairs.Select(pair => pair.Old));
        for (var index = 0; index <= whole.Length;)
        {
            context.Charge(cost);
            var found = pairs.FindIndex(pair => (pair.Old.Length > 0 || !wasEmpty) && string.CompareOrdinal(whole, index, pair.Old, 0, pair.Old.Length) == 0);
            wasEmpty = found >= 0 && pairs[found].Old.Length == 0;
            if (found >= 0)
            {
                context.Charge(Strings.Cost(pairs[found].New.Length));
                result.Append(pairs[found].New);
                index += pairs[found].Old.Length;
                continue;
            }

            var width = index < whole.Length ? CodePoints.WidthAt(whole, index) : 1;
            if (index < whole.Length)
                result.Append(whole, index, width);
            index += width;
        }

        return result.ToString();
    }

    /// <summary>Whether a text of a document ends with some string, without making a string of it; null when the operands are others.</summary>
    private static bool? TryAnySuffix(BuiltinContext context, Value text, Value suffixes)
    {
        if (!text.TryGetUtf8(out var utf8) || !Operand.IsSequence(suffixes))
            return null;
        var isMatch = false;
        foreach (var suffix in new Items(suffixes))
        {
            if (suffix.Reference is not string { Length: < 512 } end)
                return null;
            context.Charge(1);
            isMatch |= Utf8Text.EndsWith(utf8, end);
        }

        return isMatch;
    }

    private static Value AnyMatch(BuiltinContext context, Value texts, Value parts, Func<string, string, bool> matches)
    {
        if (!TryStrings(context, texts, 1, out var candidates) || !TryStrings(context, parts, 2, out var wanted))
            return Value.Undefined;
        context.Charge(candidates.Count * CostOf(wanted));
        return Value.FromBoolean(candidates.Exists(text => wanted.Exists(part => matches(text, part))));
    }

    /// <summary>Steps for trying each of some texts at one place.</summary>
    private static long CostOf(IEnumerable<string> texts) => texts.Sum(text => 1 + (text.Length / 512L));

    private static bool TryStrings(BuiltinContext context, Value value, int position, out List<string> strings)
    {
        strings = [];
        if (value.TryGetString(out var single))
        {
            strings.Add(single);
            return true;
        }

        if (!Operand.IsSequence(value))
        {
            context.Wrong(value, position, "string", "set", "array");
            return false;
        }

        foreach (var item in new Items(value))
        {
            if (!item.TryGetString(out var text))
            {
                context.WrongMember(value, item, position, "string");
                return false;
            }

            strings.Add(text);
        }

        return true;
    }
}
