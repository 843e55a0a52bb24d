using System.Globalization;

namespace PolicyKit.Builtins;

/// <summary>Reads a moment in a layout of Go's.</summary>
internal sealed class GoTimeReader(string layout, string text)
{
    private int _index;
    private int _year;
    private int _month = 1;
    private int _day = 1;
    private int _dayOfYear;
    private int _hour;
    private int _minute;
    private int _second;
    private int _nanosecond;
    private int _offset;
    private bool? _isAfternoon;
    private string _outOfRange = "";

    /// <summary>The moment.</summary>
    /// <exception cref="FormatException">The text is not in the layout; the message is Go's.</exception>
    public CivilTime Read()
    {
        var parts = GoLayout.Split(layout).ToList();
        for (var index = 0; index < parts.Count; index++)
        {
            var (part, isField) = parts[index];
            var start = _index;
            if (!(isField ? TryField(part, index + 1 < parts.Count && parts[index + 1] is { IsField: true } next && GoLayout.IsFraction(next.Text)) : TryLiteral(part)))
                throw Mismatch($": cannot parse {GoQuote.Quote(text[start..])} as {GoQuote.Quote(part)}");
            if (_outOfRange.Length > 0)
                throw Mismatch($": {_outOfRange} out of range");
        }

        if (_index < text.Length)
            throw new FormatException($"parsing time {GoQuote.Quote(text)}: extra text: {GoQuote.Quote(text[_index..])}");
        if (_isAfternoon is { } isAfternoon)
            _hour = isAfternoon ? (_hour < 12 ? _hour + 12 : _hour) : _hour % 12;
        if (_dayOfYear == 0 && _day > CivilTime.DaysInMonth(_year, _month))
            throw Mismatch(": day out of range");
        if (_dayOfYear == 0)
            return new(_year, _month, _day, _hour, _minute, _second, _nanosecond, _offset);
        var date = CivilTime.FromUnix(CivilTime.ToNanoseconds(CivilTime.LocalSeconds(_year, 1, _dayOfYear, 0, 0, 0), 0) ?? 0, 0);
        return new(_year, date.Month, date.Day, _hour, _minute, _second, _nanosecond, _offset);
    }

    private FormatException Mismatch(string problem) =>
        new($"parsing time {GoQuote.Quote(text)}" + (problem.Contains("cannot parse", StringComparison.Ordinal) ? $" as {GoQuote.Quote(layout)}" : "") + problem);

    private bool TryLiteral(string literal)
    {
        foreach (var character in literal)
        {
            if (character == ' ')
            {
                // A blank of the layout stands for any number of them.
                while (_index < text.Length && text[_index] == ' ')
                    _index++;
            }
            else if (_index < text.Length && text[_index] == character)
                _index++;
            else
                return false;
        }

        return true;
    }

    private bool TryField(string field, bool isBeforeFraction)
    {
        switch (field)
        {
            case "2006":
                return TryDigits(4, 4, out _year);
            case "06":
                var isShortYear = TryDigits(2, 2, out _year);
                _year += _year >= 69 ? 1900 : 2000;
                return isShortYear;
            case "01" or "1":
                return TryDigits(field.Length, 2, out _month) && InRange("month", _month, 1, 12);
            case "January":
                return TryName(GoLayout.Months, whole: true, out _month);
            case "Jan":
                return TryName(GoLayout.Months, whole: false, out _month);
            case "Monday":
                return TryName(GoLayout.Weekdays, whole: true, out _);
            case "Mon":
                return TryName(GoLayout.Weekdays, whole: false, out _);
            case "_2" or "2" or "02":
                if (field == "_2" && _index < text.Length && text[_index] == ' ')
                    _index++;
                return TryDigits(field == "02" ? 2 : 1, 2, out _day) && InRange("day", _day, 1, 31);
            case "002" or "__2":
                while (field == "__2" && _index < text.Length && text[_index] == ' ')
                    _index++;
                return TryDigits(field == "002" ? 3 : 1, 3, out _dayOfYear) && InRange("day-of-year", _dayOfYear, 1, 366);
            case "15":
                return TryDigits(2, 2, out _hour) && InRange("hour", _hour, 0, 23);
            case "03" or "3":
                return TryDigits(field.Length, 2, out _hour) && InRange("hour", _hour, 0, 12);
            case "04" or "4":
                return TryDigits(field.Length, 2, out _minute) && InRange("minute", _minute, 0, 59);
            case "05" or "5":
                return TryDigits(field.Length, 2, out _second) && InRange("second", _second, 0, 59) && (isBeforeFraction || TryFraction(0));
            case "PM" or "pm":
                return TryHalf(field);
            case "MST":
                return TryZoneName();
            default:
                return GoLayout.IsFraction(field) ? TryFraction(field[1] == '0' ? field.Length - 1 : 0) : TryOffset(field);
        }
    }

    private bool InRange(string what, int number, int least, int most)
    {
        if (number < least || number > most)
            _outOfRange = what;
        return true;
    }

    private bool TryDigits(int least, int most, out int number)
    {
        var end = _index;
        while (end < text.Length && end - _index < most && char.IsAsciiDigit(text[end]))
            end++;
        number = 0;
        if (end - _index < least || end == _index)
            return false;
        number = int.Parse(text.AsSpan(_index, end - _index), NumberStyles.None, CultureInfo.InvariantCulture);
        _index = end;
        return true;
    }

    private bool TryName(IReadOnlyList<string> names, bool whole, out int number)
    {
        for (number = 1; number <= names.Count; number++)
        {
            var name = whole ? names[number - 1] : names[number - 1][..3];
            if (string.Compare(text, _index, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            _index += name.Length;
            return true;
        }

        return false;
    }

    private bool TryHalf(string field)
    {
        if (_index + 2 > text.Length)
            return false;
        var half = text.Substring(_index, 2);
        var (before, after) = field == "PM" ? ("AM", "PM") : ("am", "pm");
        if (half != before && half != after)
            return false;
        _isAfternoon = half == after;
        _index += 2;
        return true;
    }

    /// <summary>Reads a fraction of a second; with no given number of digits it may be absent.</summary>
    private bool TryFraction(int digits)
    {
        var start = _index;
        if (_index + 1 >= text.Length || text[_index] is not ('.' or ',') || !char.IsAsciiDigit(text[_index + 1]))
            return digits == 0;
        _index++;
        while (_index < text.Length && char.IsAsciiDigit(text[_index]) && (digits == 0 || _index - start <= digits))
            _index++;
        if (digits != 0 && _index - start - 1 != digits)
            return false;
        var fraction = text[(start + 1).._index].PadRight(9, '0')[..9];
        _nanosecond = int.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    private bool TryOffset(string field)
    {
        if (field[0] == 'Z' && _index < text.Length && text[_index] == 'Z')
        {
            _index++;
            _offset = 0;
            return true;
        }

        if (_index >= text.Length || text[_index] is not ('+' or '-'))
            return false;
        var sign = text[_index++] == '-' ? -1 : 1;
        var colon = field.Contains(':', StringComparison.Ordinal) ? ":" : "";
        var (minutes, seconds) = (0, 0);
        if (!TryDigits(2, 2, out var hours) || (field.Length > 3 && !(TryLiteral(colon) && TryDigits(2, 2, out minutes)))
            || (field.Length > 6 && !(TryLiteral(colon) && TryDigits(2, 2, out seconds))))
            return false;
        if (hours > 24 || minutes > 60)
            _outOfRange = hours > 24 ? "time zone offset hour" : "time zone offset minute";
        _offset = sign * ((hours * 3600) + (minutes * 60) + seconds);
        return true;
    }

    /// <summary>A short zone name counts as UTC, as in Go where the name is not the host's own.</summary>
    private bool TryZoneName()
    {
        var end = _index;
        while (end < text.Length && end - _index < 5 && char.IsAsciiLetterUpper(text[end]))
            end++;
        if (end - _index < 3)
            return false;
        _index = end;
        return true;
    }
}
