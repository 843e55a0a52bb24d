using System.Globalization;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>base64.*</c>, <c>base64url.*</c> and <c>hex.*</c> over the UTF-8 bytes of strings.</summary>
internal static class Encoding
{
    private const string StandardAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const string UrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("base64.decode", [Row.String], Row.String, Base64Decode, "the string that base64 text means"),
        Row.Of("base64.encode", [Row.String], Row.String, Base64Encode, "the string as base64"),
        Row.Of("base64.is_valid", [Row.Any], Row.Boolean, Base64IsValid, "whether the value is base64 text"),
        Row.Of("base64url.decode", [Row.String], Row.String, Base64UrlDecode, "the string that base64url text, padded or not, means"),
        Row.Of("base64url.encode", [Row.String], Row.String, Base64UrlEncode, "the string as base64url with padding"),
        Row.Of("base64url.encode_no_pad", [Row.String], Row.String, Base64UrlEncodeNoPad, "the string as base64url without padding"),
        Row.Of("hex.decode", [Row.String], Row.String, HexDecode, "the string that hex text means"),
        Row.Of("hex.encode", [Row.String], Row.String, HexEncode, "the string as lower case hex"),
    ];

    public static Value Base64Encode(BuiltinContext context, Value text) => Encode(context, text, Convert.ToBase64String);

    public static Value Base64UrlEncode(BuiltinContext context, Value text) => Encode(context, text, ToBase64Url);

    public static Value Base64UrlEncodeNoPad(BuiltinContext context, Value text) => Encode(context, text, bytes => ToBase64Url(bytes).TrimEnd('='));

    public static Value HexEncode(BuiltinContext context, Value text) => Encode(context, text, Convert.ToHexStringLower);

    public static Value Base64IsValid(BuiltinContext context, Value text) => Value.FromBoolean(text.Kind == ValueKind.String && context.TryString(text, 1, out var source) && FirstBad(WithoutLines(source), StandardAlphabet) < 0);

    public static Value Base64Decode(BuiltinContext context, Value text)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        source = WithoutLines(source);
        var bad = FirstBad(source, StandardAlphabet);
        return bad < 0 ? FromBytes(Convert.FromBase64String(source)) : context.Fail($"illegal base64 data at input byte {bad.ToString(CultureInfo.InvariantCulture)}");
    }

    public static Value Base64UrlDecode(BuiltinContext context, Value text)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        source = WithoutLines(source);
        if (!source.EndsWith('='))
            source = source.PadRight((source.Length + 3) / 4 * 4, '=');
        var bad = FirstBad(source, UrlAlphabet);
        return bad < 0
            ? FromBytes(Convert.FromBase64String(source.Replace('-', '+').Replace('_', '/')))
            : context.Fail($"illegal base64 data at input byte {bad.ToString(CultureInfo.InvariantCulture)}");
    }

    public static Value HexDecode(BuiltinContext context, Value text)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        for (var index = 0; index < source.Length; index++)
        {
            if (!char.IsAsciiHexDigit(source[index]))
                return context.Fail(string.Create(CultureInfo.InvariantCulture, $"encoding/hex: invalid byte: U+{(int)source[index]:X4} '{source[index]}'"));
        }

        return source.Length % 2 == 0 ? FromBytes(Convert.FromHexString(source)) : context.Fail("encoding/hex: odd length hex string");
    }

    private static Value Encode(BuiltinContext context, Value text, Func<byte[], string> encode)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        context.Charge(Strings.Cost(source.Length * 2L));
        return Value.FromString(encode(System.Text.Encoding.UTF8.GetBytes(source)));
    }

    private static Value FromBytes(byte[] bytes) => Value.FromString(System.Text.Encoding.UTF8.GetString(bytes));

    private static string ToBase64Url(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');

    /// <summary>Go's decoder passes over line breaks.</summary>
    private static string WithoutLines(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    /// <summary>Index of the first character that cannot stand where it does in padded text; -1 if there is none.</summary>
    private static int FirstBad(string text, string alphabet)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (alphabet.Contains(text[index], StringComparison.Ordinal))
                continue;
            var isPadding = text[index] == '=' && index % 4 >= 2 && text.Length - index <= 2 && text.Length % 4 == 0 && text[^1] == '=';
            if (!isPadding)
                return index;
        }

        return text.Length % 4 == 0 ? -1 : text.Length;
    }
}
