using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PolicyKit.Runtime;

/// <summary>Prints values: as OPA does in messages, or as compact JSON.</summary>
internal readonly struct ValuePrinter
{
    private readonly StringBuilder _text = new();
    private readonly bool _json;
    private readonly BuiltinContext? _payer;

    private ValuePrinter(bool json, BuiltinContext? payer) => (_json, _payer) = (json, payer);

    private string Comma => _json ? "," : ", ";

    private string Colon => _json ? ":" : ": ";

    /// <summary>The text of a value. What shares its parts can have a text of any length, so an evaluation pays for each part when it is written.</summary>
    public static string Print(Value value, bool json, BuiltinContext? payer = null)
    {
        return payer is null ? LargeStack.RunWhenNeeded(Text) : Text();

        string Text()
        {
            var printer = new ValuePrinter(json, payer);
            printer.Append(value);
            return printer._text.ToString();
        }
    }

    /// <summary>Appends a string as a JSON string.</summary>
    public static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            int escape = "\"\\\b\f\n\r\t".IndexOf(c, StringComparison.Ordinal);
            if (escape >= 0) text.Append('\\').Append("\"\\bfnrt"[escape]);
            else if (c < ' ' || c == '\u007f') text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else text.Append(c);
        }
        text.Append('"');
    }

    private void Append(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined:
                _text.Append("undefined");
                break;
            case ValueKind.Null:
                _text.Append("null");
                break;
            case ValueKind.Boolean:
                _text.Append(Ops.IsTrue(value) ? "true" : "false");
                break;
            case ValueKind.Number when value.TryGetInlineInt64(out long integer):
                _text.Append(integer.ToString(CultureInfo.InvariantCulture));
                break;
            case ValueKind.Number:
                _text.Append(value.ToBigNumber().Text);
                break;
            case ValueKind.String:
                value.TryGetString(out string? text);
                _payer?.Charge(text!.Length / 64);
                AppendQuoted(_text, text!);
                break;
            case ValueKind.Array:
                AppendMembers("[", value, "]");
                break;
            case ValueKind.Object:
                AppendMembers("{", Ops.Canonical(value), "}");
                break;
            case ValueKind.Set when _json:
                AppendMembers("[", value, "]");
                break;
            case ValueKind.Set when Ops.First(value) < 0:
                _text.Append("set()");
                break;
            default:
                AppendMembers("{", value, "}");
                break;
        }
    }

    private void AppendMembers(string open, Value value, string close)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        bool isObject = value.Kind == ValueKind.Object;
        _text.Append(open);
        string separator = "";
        for (long cursor = Ops.First(value); cursor >= 0; cursor = Ops.Next(value, cursor))
        {
            _payer?.Charge(1);
            _text.Append(separator);
            separator = Comma;
            if (isObject) AppendKey(Ops.KeyAt(value, cursor));
            Append(Ops.ValueAt(value, cursor));
        }
        _text.Append(close);
    }

    private void AppendKey(Value key)
    {
        if (_json && key.Kind != ValueKind.String) AppendQuoted(_text, Print(key, json: true, _payer));
        else Append(key);
        _text.Append(Colon);
    }
}
