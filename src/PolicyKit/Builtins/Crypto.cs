using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>Digests of strings, in lower case hex.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Rego names the algorithms; the results identify, they do not protect.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Rego names the algorithms; the results identify, they do not protect.")]
internal static class Crypto
{
    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("crypto.hmac.equal", [Row.String, Row.String], Row.Boolean, HmacEqual, "whether two digests are equal, in a time that does not depend on them"),
        Row.Of("crypto.hmac.md5", [Row.String, Row.String], Row.String, HmacMd5, "HMAC-MD5 of a string under a key"),
        Row.Of("crypto.hmac.sha1", [Row.String, Row.String], Row.String, HmacSha1, "HMAC-SHA1 of a string under a key"),
        Row.Of("crypto.hmac.sha256", [Row.String, Row.String], Row.String, HmacSha256, "HMAC-SHA256 of a string under a key"),
        Row.Of("crypto.hmac.sha512", [Row.String, Row.String], Row.String, HmacSha512, "HMAC-SHA512 of a string under a key"),
        Row.Of("crypto.md5", [Row.String], Row.String, Md5, "MD5 of a string"),
        Row.Of("crypto.sha1", [Row.String], Row.String, Sha1, "SHA1 of a string"),
        Row.Of("crypto.sha256", [Row.String], Row.String, Sha256, "SHA256 of a string"),
    ];

    private delegate byte[] KeyedHash(byte[] key, byte[] source);

    public static Value Md5(BuiltinContext context, Value text) => Digest(context, text, MD5.HashData);

    public static Value Sha1(BuiltinContext context, Value text) => Digest(context, text, SHA1.HashData);

    public static Value Sha256(BuiltinContext context, Value text) => Digest(context, text, SHA256.HashData);

    public static Value HmacMd5(BuiltinContext context, Value text, Value key) => Digest(context, text, key, HMACMD5.HashData);

    public static Value HmacSha1(BuiltinContext context, Value text, Value key) => Digest(context, text, key, HMACSHA1.HashData);

    public static Value HmacSha256(BuiltinContext context, Value text, Value key) => Digest(context, text, key, HMACSHA256.HashData);

    public static Value HmacSha512(BuiltinContext context, Value text, Value key) => Digest(context, text, key, HMACSHA512.HashData);

    public static Value HmacEqual(BuiltinContext context, Value first, Value second) =>
        context.TryString(first, 1, out var a) && context.TryString(second, 2, out var b)
            ? Value.FromBoolean(CryptographicOperations.FixedTimeEquals(Bytes(a), Bytes(b)))
            : Value.Undefined;

    private static Value Digest(BuiltinContext context, Value text, Func<byte[], byte[]> hash)
    {
        if (!context.TryString(text, 1, out var source))
            return Value.Undefined;
        context.Charge(Strings.Cost(source.Length));
        return Value.FromString(Convert.ToHexStringLower(hash(Bytes(source))));
    }

    private static Value Digest(BuiltinContext context, Value text, Value key, KeyedHash hash)
    {
        if (!context.TryString(text, 1, out var source) || !context.TryString(key, 2, out var secret))
            return Value.Undefined;
        context.Charge(Strings.Cost(source.Length));
        return Value.FromString(Convert.ToHexStringLower(hash(Bytes(secret), Bytes(source))));
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
