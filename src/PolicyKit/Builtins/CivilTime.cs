namespace PolicyKit.Builtins;

/// <summary>A moment between 1677 and 2262 as a clock and a calendar show it at an offset of so many seconds east of UTC.</summary>
internal readonly record struct CivilTime(int Year, int Month, int Day, int Hour, int Minute, int Second, int Nanosecond, int Offset)
{
    private const long SecondsPerDay = 86_400;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>0 is Sunday.</summary>
    public int Weekday => (int)((((DaysFromCivil(Year, Month, Day) + 4) % 7) + 7) % 7);

    public int DayOfYear => (int)(DaysFromCivil(Year, Month, Day) - DaysFromCivil(Year, 1, 1)) + 1;

    /// <summary>Nanoseconds since 1970, or null beyond 64 bits.</summary>
    public long? UnixNanoseconds => ToNanoseconds(LocalSeconds(Year, Month, Day, Hour, Minute, Second) - Offset, Nanosecond);

    public static CivilTime FromUnix(long nanoseconds, int offset)
    {
        var seconds = Math.DivRem(nanoseconds, NanosecondsPerSecond, out var rest);
        if (rest < 0)
            (seconds, rest) = (seconds - 1, rest + NanosecondsPerSecond);
        var days = Math.DivRem(seconds + offset, SecondsPerDay, out var second);
        if (second < 0)
            (days, second) = (days - 1, second + SecondsPerDay);
        var (year, month, day) = CivilFromDays(days);
        return new(year, month, day, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60), (int)rest, offset);
    }

    /// <summary>Seconds since 1970 on a clock at UTC; months and days beyond their range count on into the next.</summary>
    public static long LocalSeconds(long year, long month, long day, int hour, int minute, int second)
    {
        var months = (year * 12) + month - 1;
        var (wholeYear, wholeMonth) = (FloorDiv(months, 12), months - (FloorDiv(months, 12) * 12) + 1);
        return ((DaysFromCivil(wholeYear, wholeMonth, 1) + day - 1) * SecondsPerDay) + (hour * 3600) + (minute * 60) + second;
    }

    public static long? ToNanoseconds(long seconds, int nanosecond)
    {
        var result = ((Int128)seconds * NanosecondsPerSecond) + nanosecond;
        return result < long.MinValue || result > long.MaxValue ? null : (long)result;
    }

    public static int DaysInMonth(int year, int month) => (int)(LocalSeconds(year, month + 1, 1, 0, 0, 0) - LocalSeconds(year, month, 1, 0, 0, 0)) / (int)SecondsPerDay;

    /// <summary>Days since 1970; a year starts in March here, so that the leap day is its last.</summary>
    private static long DaysFromCivil(long year, long month, long day)
    {
        var shifted = month <= 2 ? year - 1 : year;
        var era = FloorDiv(shifted, 400);
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    private static (int Year, int Month, int Day) CivilFromDays(long days)
    {
        days += 719_468;
        var era = FloorDiv(days, 146_097);
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1;
        var month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        return ((int)((era * 400) + yearOfEra + (month <= 2 ? 1 : 0)), (int)month, (int)day);
    }

    private static long FloorDiv(long value, long divisor) => (value >= 0 ? value : value - divisor + 1) / divisor;
}
