using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>time.*</c> over moments: nanoseconds since 1970, or <c>[nanoseconds, zone]</c>.</summary>
internal static class Time
{
    private const int MaxYears = 1_000;

    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("time.add_date", [Row.Time, Row.Number, Row.Number, Row.Number], Row.Number, AddDate, "the moment so many years, months and days later"),
        Row.Of("time.clock", [Row.Time], "array[number]", Clock, "`[hour, minute, second]` of a moment"),
        Row.Of("time.date", [Row.Time], "array[number]", Date, "`[year, month, day]` of a moment"),
        Row.Of("time.diff", [Row.Time, Row.Time], "array[number]", Diff, "`[years, months, days, hours, minutes, seconds]` between two moments"),
        Row.Of("time.now_ns", [], Row.Number, NowNs, "the evaluation's own time, the same at every call"),
        Row.Of("time.weekday", [Row.Time], Row.String, Weekday, "English name of a moment's day of the week"),
    ];

    public static Value NowNs(BuiltinContext context)
    {
        var ticks = (context.Now - Epoch).Ticks;
        return CivilTime.ToNanoseconds(Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest), (int)(rest * 100)) is { } now
            ? Value.FromInt64(now)
            : context.Fail("time outside of valid range");
    }

    public static Value Date(BuiltinContext context, Value moment) =>
        TryMoment(context, moment, 1, out var time, out _) ? Numbers(time.Year, time.Month, time.Day) : Value.Undefined;

    public static Value Clock(BuiltinContext context, Value moment) =>
        TryMoment(context, moment, 1, out var time, out _) ? Numbers(time.Hour, time.Minute, time.Second) : Value.Undefined;

    public static Value Weekday(BuiltinContext context, Value moment) =>
        TryMoment(context, moment, 1, out var time, out _) ? Value.FromString(GoLayout.Weekdays[time.Weekday]) : Value.Undefined;

    public static Value AddDate(BuiltinContext context, Value moment, Value years, Value months, Value days)
    {
        if (!TryMoment(context, moment, 1, out var time, out var zone) || !context.TryInteger(years, 2, out var y) || !context.TryInteger(months, 3, out var m)
            || !context.TryInteger(days, 4, out var d))
            return Value.Undefined;
        if (Math.Max(y, -(y + 1)) > MaxYears || Math.Max(m, -(m + 1)) > MaxYears * 12 || Math.Max(d, -(d + 1)) > MaxYears * 366)
            return context.Fail("time outside of valid range");
        var local = CivilTime.LocalSeconds(time.Year + y, time.Month + m, time.Day + d, time.Hour, time.Minute, time.Second);
        var offset = OffsetAt(zone, local);
        if (OffsetAt(zone, local - offset) is var other && other != offset)
            offset = other;
        return CivilTime.ToNanoseconds(local - offset, time.Nanosecond) is { } result ? Value.FromInt64(result) : context.Fail("time outside of valid range");
    }

    public static Value Diff(BuiltinContext context, Value first, Value second)
    {
        if (!TryMoment(context, first, 1, out var a, out var zone) || !TryMoment(context, second, 2, out var b, out _))
            return Value.Undefined;
        var (from, to) = (a.UnixNanoseconds!.Value, b.UnixNanoseconds!.Value);
        (a, b) = (At(Math.Min(from, to), zone), At(Math.Max(from, to), zone));
        var (year, month, day) = (b.Year - a.Year, b.Month - a.Month, b.Day - a.Day);
        var (hour, minute, second_) = (b.Hour - a.Hour, b.Minute - a.Minute, b.Second - a.Second);
        Borrow(ref second_, ref minute, 60);
        Borrow(ref minute, ref hour, 60);
        Borrow(ref hour, ref day, 24);
        Borrow(ref day, ref month, CivilTime.DaysInMonth(a.Year, a.Month));
        Borrow(ref month, ref year, 12);
        return Numbers(year, month, day, hour, minute, second_);
    }

    /// <summary>Reads a moment, and the zone that it names (UTC where it names none).</summary>
    public static bool TryMoment(BuiltinContext context, Value moment, int position, out CivilTime time, out TimeZoneInfo zone)
    {
        (time, zone) = (default, TimeZoneInfo.Utc);
        var nanoseconds = moment.Kind == ValueKind.Array ? Ops.Index(moment, Value.FromInt64(0)) : moment;
        if (nanoseconds.Kind != ValueKind.Number)
        {
            if (moment.Kind == ValueKind.Array)
                context.Fail($"operand {position} must be array of number (ns) and string (tz) but got array starting with {nanoseconds.Kind.Name()}");
            else
                context.Wrong(moment, position, "number", "array");
            return false;
        }

        if (!nanoseconds.TryGetInt64(out var unix))
        {
            context.Fail("timestamp too big");
            return false;
        }

        if (moment.Kind == ValueKind.Array && !TryZone(context, Ops.Index(moment, Value.FromInt64(1)), out zone))
            return false;
        time = At(unix, zone);
        return true;
    }

    private static bool TryZone(BuiltinContext context, Value name, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        if (!name.TryGetString(out var text))
        {
            context.Fail($"operand 1 must be array of number (ns) and string (tz) but got array with {name.Kind.Name()}");
            return false;
        }

        if (text is "" or "UTC")
            return true;
        if (text.Contains('/', StringComparison.Ordinal) || text.All(char.IsAsciiLetterOrDigit))
        {
            if (text != "Local" && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var found))
            {
                zone = found;
                return true;
            }
        }

        context.Fail($"unknown time zone {text}");
        return false;
    }

    private static CivilTime At(long unix, TimeZoneInfo zone) => CivilTime.FromUnix(unix, OffsetAt(zone, (long)Math.Floor(unix / 1e9)));

    private static int OffsetAt(TimeZoneInfo zone, long unixSeconds) =>
        (int)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(unixSeconds, Epoch.ToUnixTimeSeconds() - (86_400L * 366 * 1_900), 86_400L * 366 * 7_900))).TotalSeconds;

    private static void Borrow(ref int low, ref int high, int size)
    {
        if (low >= 0)
            return;
        low += size;
        high--;
    }

    private static Value Numbers(params IEnumerable<int> numbers) => Value.FromArray(numbers.Select(number => Value.FromInt64(number)));
}
