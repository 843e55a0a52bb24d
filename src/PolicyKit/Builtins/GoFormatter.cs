using System.Globalization;
using System.Numerics;
using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Go's fmt.Sprintf over integers, floats and strings, with its error forms (<c>%!d(string=x)</c>, <c>%!v(MISSING)</c>, <c>%!(EXTRA int=1)</c>).</summary>
internal sealed class GoFormatter(BuiltinContext payer, string format, List<GoArgument> arguments)
{
    private const int MaxWidth = 1_000_000;

    private readonly StringBuilder _result = new();
    private int _index;
    private int _argument;
    private bool _reordered;
    private bool _goodIndex;
    private GoFlags _flags = new();

    public string Format()
    {
        while (_index < format.Length)
        {
            var percent = format.IndexOf('%', _index);
            if (percent < 0)
            {
                _result.Append(format, _index, format.Length - _index);
                break;
            }

            _result.Append(format, _index, percent - _index);
            _index = percent + 1;
            FormatVerb();
        }

        if (!_reordered && _argument < arguments.Count)
            AppendExtra();
        return _result.ToString();
    }

    private void FormatVerb()
    {
        _flags = new();
        _goodIndex = true;
        while (_index < format.Length && SetFlag(format[_index]))
            _index++;
        var afterIndex = TakeIndex();
        ReadWidth(ref afterIndex);
        ReadPrecision(ref afterIndex);
        if (!afterIndex)
            TakeIndex();
        if (_index >= format.Length)
        {
            _result.Append("%!(NOVERB)");
            return;
        }

        var width = CodePoints.WidthAt(format, _index);
        var verb = format.Substring(_index, width);
        _index += width;
        if (verb == "%")
            _result.Append('%');
        else if (!_goodIndex)
            _result.Append("%!").Append(verb).Append("(BADINDEX)");
        else if (_argument >= arguments.Count)
            _result.Append("%!").Append(verb).Append("(MISSING)");
        else
            AppendArgument(arguments[_argument++], verb);
    }

    private bool SetFlag(char character)
    {
        switch (character)
        {
            case '#':
                _flags.Sharp = true;
                return true;
            case '0':
                _flags.Zero = true;
                return true;
            case '+':
                _flags.Plus = true;
                return true;
            case '-':
                _flags.Minus = true;
                return true;
            case ' ':
                _flags.Space = true;
                return true;
            default:
                return false;
        }
    }

    private void ReadWidth(ref bool afterIndex)
    {
        if (_index < format.Length && format[_index] == '*')
        {
            _index++;
            if (TakeNumberArgument() is { } width)
            {
                _flags.Minus |= width < 0;
                _flags.Width = Math.Abs(width);
            }
            else
                _result.Append("%!(BADWIDTH)");
            afterIndex = false;
        }
        else if (TakeNumber() is { } width)
        {
            _flags.Width = width;
            if (afterIndex)
                _goodIndex = false;
        }
    }

    private void ReadPrecision(ref bool afterIndex)
    {
        if (_index + 1 > format.Length || _index >= format.Length || format[_index] != '.')
            return;
        _index++;
        if (afterIndex)
            _goodIndex = false;
        afterIndex = TakeIndex();
        if (_index < format.Length && format[_index] == '*')
        {
            _index++;
            if (TakeNumberArgument() is { } precision && precision >= 0)
                _flags.Precision = precision;
            else
                _result.Append("%!(BADPREC)");
            afterIndex = false;
        }
        else
            _flags.Precision = TakeNumber() ?? 0;
    }

    private int? TakeNumber()
    {
        var start = _index;
        while (_index < format.Length && char.IsAsciiDigit(format[_index]))
            _index++;
        if (start == _index)
            return null;
        if (int.TryParse(format.AsSpan(start, _index - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number / 10 <= MaxWidth)
            return number;

        // Go gives up on the rest of a format with a number that is too large.
        _index = format.Length;
        return null;
    }

    private int? TakeNumberArgument()
    {
        if (_argument >= arguments.Count)
            return null;
        return arguments[_argument++] is GoInteger { Value: var value } && BigInteger.Abs(value) <= MaxWidth ? (int)value : null;
    }

    /// <summary>Reads an explicit argument number, <c>[2]</c>.</summary>
    private bool TakeIndex()
    {
        if (_index >= format.Length || format[_index] != '[')
            return false;
        _reordered = true;
        var end = format.IndexOf(']', _index);
        if (end < 0)
        {
            _goodIndex = false;
            _index++;
            return false;
        }

        var isNumber = int.TryParse(format.AsSpan(_index + 1, end - _index - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        _index = end + 1;
        if (!isNumber || number < 1 || number > arguments.Count)
        {
            _goodIndex = false;
            return isNumber;
        }

        _argument = number - 1;
        return true;
    }

    private void AppendArgument(GoArgument argument, string verb)
    {
        // A few characters of a format can ask for millions.
        payer.Charge(((long)_flags.Width + (_flags.Precision ?? 0)) / 64);
        var text = verb switch
        {
            "T" => Pad(argument.TypeName),
            _ => argument switch
            {
                GoInteger integer => FormatInteger(integer, verb),
                GoFloat number => FormatFloat(number.Value, verb),
                _ => FormatString(argument.Plain, verb),
            },
        };
        if (text is null)
        {
            _result.Append("%!").Append(verb).Append('(').Append(argument.TypeName).Append('=');
            _flags = new();
            _result.Append(argument.Plain).Append(')');
        }
        else
            _result.Append(text);
    }

    private string? FormatInteger(GoInteger integer, string verb) => verb switch
    {
        "v" or "d" => Integer(integer.Value, 10, ""),
        "s" when integer.IsBig => Integer(integer.Value, 10, ""),
        "b" => Integer(integer.Value, 2, _flags.Sharp ? "0b" : ""),
        "o" => Integer(integer.Value, 8, _flags.Sharp ? "0" : ""),
        "O" => Integer(integer.Value, 8, "0o"),
        "x" => Integer(integer.Value, 16, _flags.Sharp ? "0x" : ""),
        "X" => Integer(integer.Value, 16, _flags.Sharp ? "0X" : "").Replace("0x", "0X", StringComparison.Ordinal),
        "c" when !integer.IsBig => Pad(Character(integer.Value)),
        "q" when !integer.IsBig => Pad(GoQuote.Quote(Character(integer.Value), '\'', _flags.Plus)),
        "U" when !integer.IsBig => Pad(UnicodeNotation(integer.Value)),
        _ => null,
    };

    private string Integer(BigInteger value, int radix, string prefix)
    {
        var digits = IntegerText.Format(BigInteger.Abs(value), radix);
        if (prefix == "0X" || (radix == 16 && format[_index - 1] == 'X'))
            digits = digits.ToUpperInvariant();
        var sign = value.Sign < 0 ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : "";
        if (_flags.Precision is { } precision)
        {
            if (precision == 0 && value.IsZero)
                return new string(' ', _flags.Width);
            digits = digits.PadLeft(precision, '0');
        }
        else if (_flags.Zero && !_flags.Minus)
            digits = digits.PadLeft(_flags.Width - sign.Length, '0');
        return Pad(sign + prefix + digits, mayZero: false);
    }

    private string? FormatFloat(double number, string verb)
    {
        if (verb is not ("v" or "e" or "E" or "f" or "F" or "g" or "G"))
            return null;
        var (letter, precision) = verb[0] switch
        {
            'v' or 'g' => ('g', _flags.Precision ?? -1),
            'G' => ('G', _flags.Precision ?? -1),
            'F' => ('f', _flags.Precision ?? 6),
            var other => (other, _flags.Precision ?? 6),
        };
        var text = GoFloatText.Format(number, letter, precision);
        var sign = text.StartsWith('-') ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : "";
        text = text.TrimStart('-');
        if (_flags.Zero && !_flags.Minus)
            text = text.PadLeft(_flags.Width - sign.Length, '0');
        return Pad(sign + text, mayZero: false);
    }

    private string? FormatString(string text, string verb) => verb switch
    {
        "v" when _flags.Sharp => Pad(GoQuote.Quote(text)),
        "v" or "s" => Pad(Truncate(text)),
        "q" => Pad(_flags.Sharp && !text.AsSpan().ContainsAny("`\r\n") ? $"`{Truncate(text)}`" : GoQuote.Quote(Truncate(text), '"', _flags.Plus)),
        "x" => Pad(Hex(text, "x2")),
        "X" => Pad(Hex(text, "X2")),
        _ => null,
    };

    private string Truncate(string text) => _flags.Precision is { } precision ? text[..CodePoints.Skip(text, 0, precision)] : text;

    private string Hex(string text, string digits)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var parts = bytes.Take(_flags.Precision ?? bytes.Length).Select(value => value.ToString(digits, CultureInfo.InvariantCulture)).ToList();
        var prefix = _flags.Sharp && parts.Count > 0 ? "0" + digits[0] : "";
        return prefix + string.Join(_flags.Space ? " " + prefix : "", parts);
    }

    private static string Character(BigInteger value) => Rune.IsValid((int)BigInteger.Max(-1, BigInteger.Min(value, int.MaxValue)))
        ? new Rune((int)value).ToString()
        : "\uFFFD";

    private string UnicodeNotation(BigInteger value)
    {
        var text = "U+" + IntegerText.Format(value, 16).ToUpperInvariant().PadLeft(4, '0');
        return _flags.Sharp ? $"{text} '{Character(value)}'" : text;
    }

    private string Pad(string text, bool mayZero = true)
    {
        var missing = _flags.Width - CodePoints.Count(text);
        if (missing <= 0)
            return text;
        if (_flags.Minus)
            return text + new string(' ', missing);
        return new string(_flags.Zero && mayZero ? '0' : ' ', missing) + text;
    }

    private void AppendExtra()
    {
        _result.Append("%!(EXTRA ");
        _result.AppendJoin(", ", arguments.Skip(_argument).Select(argument => $"{argument.TypeName}={argument.Plain}"));
        _result.Append(')');
    }

    private sealed class GoFlags
    {
        public bool Sharp { get; set; }

        public bool Zero { get; set; }

        public bool Plus { get; set; }

        public bool Minus { get; set; }

        public bool Space { get; set; }

        public int Width { get; set; }

        public int? Precision { get; set; }
    }
}
