using System.Numerics;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Builtins over one string. Comparison is ordinal, positions count code points.</summary>
internal static class Strings
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("concat", [Row.String, Row.StringSequence], Row.String, Concat, "the strings joined, with a delimiter between them"),
        Row.Of("contains", [Row.String, Row.String], Row.Boolean, Contains, "whether the first string has the second in it"),
        Row.Of("endswith", [Row.String, Row.String], Row.Boolean, EndsWith, "whether the first string ends with the second"),
        Row.Of("format_int", [Row.Number, Row.Number], Row.String, FormatInt, "the integer part of a number in base 2, 8, 10 or 16"),
        Row.Of("indexof", [Row.String, Row.String], Row.Number, IndexOf, "where the second string is first found in the first, or -1"),
        Row.Of("indexof_n", [Row.String, Row.String], "array[number]", IndexOfN, "every place where the second string is found in the first"),
        Row.Of("lower", [Row.String], Row.String, Lower, "the string in lower case"),
        Row.Of("replace", [Row.String, Row.String, Row.String], Row.String, Replace, "the string with every `old` replaced by `new`"),
        Row.Of("split", [Row.String, Row.String], Row.Strings, Split, "the parts of a string between delimiters"),
        Row.Of("startswith", [Row.String, Row.String], Row.Boolean, StartsWith, "whether the first string starts with the second"),
        Row.Of("strings.count", [Row.String, Row.String], Row.Number, CountOf, "how often the second string is found in the first, without overlap"),
        Row.Of("strings.reverse", [Row.String], Row.String, Reverse, "the code points in reverse order"),
        Row.Of("strings.split_n", [Row.String, Row.String, Row.Number], Row.Strings, SplitN, "the first n parts of a string, or the last where n is negative"),
        Row.Of("substring", [Row.String, Row.Number, Row.Number], Row.String, Substring, "the part from an offset with a length; to the end where the length is negative"),
        Row.Of("upper", [Row.String], Row.String, Upper, "the string in upper case"),
    ];

    public static Value Concat(BuiltinContext context, Value delimiter, Value parts)
    {
        if (!context.TryString(delimiter, 1, out var between))
            return Value.Undefined;
        if (!Operand.IsSequence(parts))
            return context.Wrong(parts, 2, "set", "array");
        var result = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var first = true;
        foreach (var part in new Items(parts))
        {
            if (!first)
                result.Append(between);
            first = false;
            if (part.TryGetUtf8(out var utf8))
                context.Charge(Cost(result.Append(utf8) + between.Length));
            else if (part.Reference is string text)
            {
                context.Charge(Cost(text.Length + between.Length));
                result.Append(text);
            }
            else
            {
                result.ToStringAndClear();
                return context.WrongMember(parts, part, 2, "string");
            }
        }

        return Value.FromString(result.ToStringAndClear());
    }

    public static Value Contains(BuiltinContext context, Value text, Value part) =>
        Utf8Text.TryContains(text, part) is { } contains ? Value.FromBoolean(contains)
        : context.TryString(text, 1, out var whole) && context.TryString(part, 2, out var wanted)
            ? Value.FromBoolean(IsFound(context, whole, wanted))
            : Value.Undefined;

    public static Value StartsWith(BuiltinContext context, Value text, Value part) =>
        Utf8Text.TryStartsWith(text, part) is { } starts ? Value.FromBoolean(starts)
        : context.TryString(text, 1, out var whole) && context.TryString(part, 2, out var wanted)
            ? Value.FromBoolean(whole.StartsWith(wanted, StringComparison.Ordinal))
            : Value.Undefined;

    public static Value EndsWith(BuiltinContext context, Value text, Value part) =>
        Utf8Text.TryEndsWith(text, part) is { } ends ? Value.FromBoolean(ends)
        : context.TryString(text, 1, out var whole) && context.TryString(part, 2, out var wanted)
            ? Value.FromBoolean(whole.EndsWith(wanted, StringComparison.Ordinal))
            : Value.Undefined;

    public static Value Lower(BuiltinContext context, Value text) =>
        context.TryString(text, 1, out var whole) ? Value.FromString(whole.Replace('\u0130', 'i').ToLowerInvariant()) : Value.Undefined;

    public static Value Upper(BuiltinContext context, Value text) =>
        context.TryString(text, 1, out var whole) ? Value.FromString(whole.Replace('\u0131', 'I').Replace('\u017F', 'S').ToUpperInvariant()) : Value.Undefined;

    public static Value Reverse(BuiltinContext context, Value text) =>
        context.TryString(text, 1, out var whole) ? Value.FromString(CodePoints.Reverse(whole)) : Value.Undefined;

    public static Value FormatInt(BuiltinContext context, Value number, Value radix)
    {
        if (!context.Is(number, 1, ValueKind.Number) || !context.Is(radix, 2, ValueKind.Number))
            return Value.Undefined;
        if (!radix.TryGetInt64(out var radixValue) || radixValue is not (2 or 8 or 10 or 16))
            return context.Fail("operand 2 must be one of {2, 8, 10, 16}");
        var exact = number.ToBigNumber();
        if (exact.Magnitude > Numbers.MaxDigits)
            return context.Fail("number is too big");
        context.Charge(Math.Max(0, exact.Magnitude));
        return Value.FromString(IntegerText.Format(exact.Magnitude > 0 ? exact.ToBigInteger() : BigInteger.Zero, (int)radixValue));
    }

    public static Value IndexOf(BuiltinContext context, Value text, Value part)
    {
        if (!context.TryString(text, 1, out var whole) || !context.TryString(part, 2, out var wanted))
            return Value.Undefined;
        if (wanted.Length == 0)
            return context.Fail("empty search character");
        ChargeSearch(context, whole, wanted);
        var index = whole.IndexOf(wanted, StringComparison.Ordinal);
        return Value.FromInt64(index < 0 ? -1 : CodePoints.CountBetween(whole, 0, index));
    }

    public static Value IndexOfN(BuiltinContext context, Value text, Value part)
    {
        if (!context.TryString(text, 1, out var whole) || !context.TryString(part, 2, out var wanted))
            return Value.Undefined;
        if (wanted.Length == 0)
            return context.Fail("empty search character");
        ChargeSearch(context, whole, wanted);
        var builder = new ArrayBuilder();
        var (counted, position) = (0, 0);
        for (var index = whole.IndexOf(wanted, StringComparison.Ordinal); index >= 0; index = whole.IndexOf(wanted, index + 1, StringComparison.Ordinal))
        {
            context.Charge(1);
            position += CodePoints.CountBetween(whole, counted, index);
            counted = index;
            builder.Add(Value.FromInt64(position));
        }

        return builder.ToValue();
    }

    public static Value Replace(BuiltinContext context, Value text, Value old, Value replacement)
    {
        if (!context.TryString(text, 1, out var whole) || !context.TryString(old, 2, out var wanted) || !context.TryString(replacement, 3, out var with))
            return Value.Undefined;
        var places = Occurrences(context, whole, wanted);
        context.Charge(Cost(whole.Length + (places * (long)with.Length)));
        return Value.FromString(wanted.Length > 0 ? whole.Replace(wanted, with, StringComparison.Ordinal) : with + string.Concat(CodePoints.Split(whole).Select(c => c + with)));
    }

    public static Value CountOf(BuiltinContext context, Value text, Value part) =>
        context.TryString(text, 1, out var whole) && context.TryString(part, 2, out var wanted) ? Value.FromInt64(Occurrences(context, whole, wanted)) : Value.Undefined;

    public static Value Split(BuiltinContext context, Value text, Value delimiter) =>
        context.TryString(text, 1, out var whole) && context.TryString(delimiter, 2, out var between)
            ? FromStrings(context, Parts(context, whole, between))
            : Value.Undefined;

    public static Value SplitN(BuiltinContext context, Value text, Value delimiter, Value count)
    {
        if (!context.TryString(text, 1, out var whole) || !context.TryString(delimiter, 2, out var between) || !context.TryInteger(count, 3, out var n))
            return Value.Undefined;
        var parts = Parts(context, whole, between).ToList();
        return FromStrings(context, n < 0 ? parts.Skip((int)Math.Max(0, parts.Count + Math.Max(n, -parts.Count))) : parts.Take((int)Math.Min(n, parts.Count)));
    }

    public static Value Substring(BuiltinContext context, Value text, Value offset, Value length)
    {
        if (!context.TryString(text, 1, out var whole) || !context.TryInteger(offset, 2, out var start) || !context.TryInteger(length, 3, out var count))
            return Value.Undefined;
        if (start < 0)
            return context.Fail("negative offset");
        var from = CodePoints.Skip(whole, 0, start);
        return Value.FromString(whole[from..(count < 0 ? whole.Length : CodePoints.Skip(whole, from, count))]);
    }

    internal static Value FromStrings(BuiltinContext context, IEnumerable<string> strings)
    {
        var builder = new ArrayBuilder();
        foreach (var text in strings)
        {
            context.Charge(1);
            builder.Add(Value.FromString(text));
        }

        return builder.ToValue();
    }

    /// <summary>Charges a search: where much of a long text is found at many places, each is compared.</summary>
    internal static void ChargeSearch(BuiltinContext context, string whole, string wanted)
    {
        if (wanted.Length >= TextPerStep && whole.Length > wanted.Length)
            context.Charge((whole.Length - wanted.Length) / (long)TextPerStep * (wanted.Length / TextPerStep) / 8);
    }

    private static bool IsFound(BuiltinContext context, string whole, string wanted)
    {
        ChargeSearch(context, whole, wanted);
        return whole.Contains(wanted, StringComparison.Ordinal);
    }

    /// <summary>Characters for which one step is charged.</summary>
    internal const int TextPerStep = 64;

    /// <summary>Steps charged for so many characters.</summary>
    internal static long Cost(long length) => 1 + (length / TextPerStep);

    private static IEnumerable<string> Parts(BuiltinContext context, string whole, string delimiter)
    {
        ChargeSearch(context, whole, delimiter);
        return delimiter.Length == 0 ? CodePoints.Split(whole) : whole.Split(delimiter);
    }

    private static int Occurrences(BuiltinContext context, string whole, string wanted)
    {
        if (wanted.Length == 0)
            return CodePoints.Count(whole) + 1;
        ChargeSearch(context, whole, wanted);
        var count = 0;
        for (var index = whole.IndexOf(wanted, StringComparison.Ordinal); index >= 0; index = whole.IndexOf(wanted, index + wanted.Length, StringComparison.Ordinal))
            count++;
        return count;
    }
}
