using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>time.*</c> between moments and text.</summary>
internal static class TimeText
{
    private static readonly Dictionary<string, long> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1_000,
        ["µs"] = 1_000,
        ["μs"] = 1_000,
        ["ms"] = 1_000_000,
        ["s"] = 1_000_000_000,
        ["m"] = 60_000_000_000,
        ["h"] = 3_600_000_000_000,
    };

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("time.format", [Row.Time], Row.String, Format, "a moment as text: RFC 3339, or the layout in `[nanoseconds, zone, layout]`"),
        Row.Of("time.parse_duration_ns", [Row.String], Row.Number, ParseDurationNs, "nanoseconds of a duration such as `1h30m`"),
        Row.Of("time.parse_ns", [Row.String, Row.String], Row.Number, ParseNs, "the moment that text in a layout of Go's means"),
        Row.Of("time.parse_rfc3339_ns", [Row.String], Row.Number, ParseRfc3339Ns, "the moment that text in RFC 3339 means"),
    ];

    public static Value Format(BuiltinContext context, Value moment)
    {
        if (!Time.TryMoment(context, moment, 1, out var time, out _))
            return Value.Undefined;
        var layout = moment.Kind == ValueKind.Array && moment.Count > 2 ? Ops.Index(moment, Value.FromInt64(2)) : Value.FromString(GoLayout.Rfc3339Nano);
        if (!layout.TryGetString(out var text))
            return context.Fail($"operand 1 must be array of number (ns), string (tz) and string (layout) but got array with {layout.Kind.Name()}");
        context.Charge(Strings.Cost(text.Length));
        return Value.FromString(GoTimeWriter.Write(time, GoLayout.Resolve(text)));
    }

    public static Value ParseRfc3339Ns(BuiltinContext context, Value text) => Read(context, Value.FromString(GoLayout.Rfc3339Nano), text, 1);

    public static Value ParseNs(BuiltinContext context, Value layout, Value text) => Read(context, layout, text, 2);

    public static Value ParseDurationNs(BuiltinContext context, Value duration)
    {
        if (!context.TryString(duration, 1, out var source))
            return Value.Undefined;
        var text = source.StartsWith('-') || source.StartsWith('+') ? source[1..] : source;
        if (text == "0")
            return Value.FromInt64(0);
        var total = (Int128)0;
        var index = 0;
        if (text.Length == 0)
            return context.Fail($"time: invalid duration {GoQuote.Quote(source)}");
        while (index < text.Length)
        {
            var start = index;
            while (index < text.Length && (char.IsAsciiDigit(text[index]) || text[index] == '.'))
                index++;
            var number = text[start..index];
            if (!NumberText.TryNormalise(number, out var json) || number.Length > 30)
                return context.Fail($"time: invalid duration {GoQuote.Quote(source)}");
            start = index;
            while (index < text.Length && !char.IsAsciiDigit(text[index]) && text[index] != '.')
                index++;
            var unit = text[start..index];
            if (unit.Length == 0)
                return context.Fail($"time: missing unit in duration {GoQuote.Quote(source)}");
            if (!Units.TryGetValue(unit, out var scale))
                return context.Fail($"time: unknown unit {GoQuote.Quote(unit)} in duration {GoQuote.Quote(source)}");
            var exact = Value.FromNumberText(json).ToBigNumber();
            var nanoseconds = exact.Unscaled * scale;
            nanoseconds = exact.Scale > 0
                ? nanoseconds / System.Numerics.BigInteger.Pow(10, exact.Scale)
                : nanoseconds * System.Numerics.BigInteger.Pow(10, -exact.Scale);
            if (nanoseconds > long.MaxValue || (total += (long)nanoseconds) > long.MaxValue)
                return context.Fail($"time: invalid duration {GoQuote.Quote(source)}");
        }

        return Value.FromInt64((long)(source.StartsWith('-') ? -total : total));
    }

    private static Value Read(BuiltinContext context, Value layout, Value text, int position)
    {
        if (!context.TryString(layout, 1, out var format) || !context.TryString(text, position, out var source))
            return Value.Undefined;
        try
        {
            var time = new GoTimeReader(GoLayout.Resolve(format), source).Read();
            return time.UnixNanoseconds is { } nanoseconds ? Value.FromInt64(nanoseconds) : context.Fail("time outside of valid range");
        }
        catch (FormatException exception)
        {
            return context.Fail(exception.Message);
        }
    }
}
