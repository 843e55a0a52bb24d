using System.Diagnostics;
using System.Globalization;

namespace PolicyKit.Builtins;

/// <summary>Writes a moment in a layout of Go's.</summary>
internal static class GoTimeWriter
{
    public static string Write(CivilTime time, string layout) =>
        string.Concat(GoLayout.Split(layout).Select(part => part.IsField ? Field(time, part.Text) : part.Text));

    private static string Field(CivilTime time, string field) => field switch
    {
        "2006" => Padded(time.Year, 4),
        "06" => Padded(time.Year % 100, 2),
        "January" => GoLayout.Months[time.Month - 1],
        "Jan" => GoLayout.Months[time.Month - 1][..3],
        "01" => Padded(time.Month, 2),
        "1" => Padded(time.Month, 1),
        "Monday" => GoLayout.Weekdays[time.Weekday],
        "Mon" => GoLayout.Weekdays[time.Weekday][..3],
        "02" => Padded(time.Day, 2),
        "_2" => Padded(time.Day, 1).PadLeft(2),
        "2" => Padded(time.Day, 1),
        "002" => Padded(time.DayOfYear, 3),
        "__2" => Padded(time.DayOfYear, 1).PadLeft(3),
        "15" => Padded(time.Hour, 2),
        "03" => Padded(TwelveHours(time), 2),
        "3" => Padded(TwelveHours(time), 1),
        "04" => Padded(time.Minute, 2),
        "4" => Padded(time.Minute, 1),
        "05" => Padded(time.Second, 2),
        "5" => Padded(time.Second, 1),
        "PM" => time.Hour >= 12 ? "PM" : "AM",
        "pm" => time.Hour >= 12 ? "pm" : "am",
        "MST" => ZoneName(time.Offset),
        _ when GoLayout.IsFraction(field) => Fraction(time.Nanosecond, field),
        _ when field[0] is '-' or 'Z' => Offset(time.Offset, field),
        _ => throw new UnreachableException(),
    };

    private static int TwelveHours(CivilTime time) => time.Hour % 12 == 0 ? 12 : time.Hour % 12;

    private static string Fraction(int nanosecond, string field)
    {
        var digits = Padded(nanosecond, 9);
        digits = digits[..Math.Min(field.Length - 1, 9)];
        if (field[1] == '9')
            digits = digits.TrimEnd('0');
        return digits.Length == 0 ? "" : field[0] + digits;
    }

    private static string Offset(int offset, string field)
    {
        if (field[0] == 'Z' && offset == 0)
            return "Z";
        var colon = field.Contains(':', StringComparison.Ordinal) ? ":" : "";
        var (sign, seconds) = (offset < 0 ? "-" : "+", Math.Abs(offset));
        var text = sign + Padded(seconds / 3600, 2);
        if (field.Length > 3)
            text += colon + Padded(seconds / 60 % 60, 2);
        return field.Length > 6 ? text + colon + Padded(seconds % 60, 2) : text;
    }

    /// <summary>Zones have no short names here: UTC, or the offset as Go writes it for a zone without one.</summary>
    private static string ZoneName(int offset) => offset == 0 ? "UTC" : Offset(offset, offset % 3600 == 0 ? "-07" : "-0700");

    private static string Padded(int number, int width) => number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
}
