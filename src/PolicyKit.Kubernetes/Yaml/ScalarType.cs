namespace PolicyKit.Kubernetes.Yaml;

internal enum ScalarType : byte
{
    Null,
    Boolean,
    Integer,
    Float,
    String,
}

/// <summary>A scalar with its type: the boolean in <see cref="Integer"/>, an integer there or, beyond 63 bits, in <see cref="Float"/>.</summary>
internal readonly record struct ResolvedScalar(ScalarType Type, string Text, long Integer = 0, double Float = 0, bool IsUnsigned = false)
{
    public static ResolvedScalar String(string text) => new(ScalarType.String, text);

    public static ResolvedScalar Boolean(bool value) => new(ScalarType.Boolean, value ? "true" : "false", value ? 1 : 0);

    public static ResolvedScalar Number(double value) => new(ScalarType.Float, "", Float: value);

    /// <summary>An unsigned integer beyond 63 bits, which Kubernetes keeps as a floating point number.</summary>
    public static ResolvedScalar Unsigned(ulong value) => new(ScalarType.Integer, "", Float: value, IsUnsigned: true);

    public static ResolvedScalar Signed(long value) => new(ScalarType.Integer, "", value, value);
}
