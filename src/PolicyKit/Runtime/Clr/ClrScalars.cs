using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>A string. As JSON holds no lone surrogate, one reads as U+FFFD.</summary>
internal sealed class ClrText(JsonTypeInfo info) : ClrShape<string?>(info, ClrShapeKind.Text)
{
    // A search for a range boxes its ends until the runtime has recompiled it.
    private static readonly SearchValues<char> Surrogates = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    public override Value Read(string? value, long place) => value is null ? Value.Null : Value.FromString(Clean(value));

    /// <summary>The text as JSON holds it.</summary>
    public static string Clean(string text) =>
        text.AsSpan().ContainsAny(Surrogates) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}

/// <summary>A boolean.</summary>
internal sealed class ClrBoolean(JsonTypeInfo info) : ClrShape<bool>(info, ClrShapeKind.Boolean)
{
    public override Value Read(bool value, long place) => Value.FromBoolean(value);
}

/// <summary>An integer.</summary>
internal sealed class ClrInteger<T>(JsonTypeInfo info) : ClrShape<T>(info, ClrShapeKind.Integer)
    where T : struct, IBinaryInteger<T>
{
    public override Value Read(T value, long place)
    {
        long low = long.CreateTruncating(value);
        return T.IsNegative(value) == low < 0 ? Value.FromInt64(low) : Value.FromNumberText(value.ToString(null, CultureInfo.InvariantCulture));
    }
}

/// <summary>A number with a fraction, in the text that System.Text.Json writes: the shortest that reads back as the same number.</summary>
internal sealed class ClrNumber<T>(JsonTypeInfo info) : ClrShape<T>(info, ClrShapeKind.Number)
    where T : struct, INumber<T>
{
    public override Value Read(T value, long place) =>
        T.IsFinite(value)
            ? Value.FromNumberText(value.ToString(null, CultureInfo.InvariantCulture))
            : throw new DocumentException("a number that is infinite or not a number cannot be written as JSON");
}

/// <summary>An enum. Its converter is asked once for each value.</summary>
internal sealed class ClrEnumeration<T>(JsonTypeInfo info) : ClrShape<T>(info, ClrShapeKind.Enumeration)
    where T : struct, Enum
{
    /// <summary>Any number may be cast to an enum: beyond this many, values are not kept.</summary>
    private const int MaxKept = 1_000;

    private readonly ConcurrentDictionary<T, Value> _known = new();
    private int _kept;

    public override Value Read(T value, long place)
    {
        if (_known.TryGetValue(value, out Value known)) return known;
        Value written = ClrJson.Read((JsonTypeInfo<T>)TypeInfo, value, place);
        if (Interlocked.Increment(ref _kept) <= MaxKept) _known.TryAdd(value, written);
        return written;
    }
}

/// <summary>A value type that may be null.</summary>
internal sealed class ClrNullable<T>(JsonTypeInfo info, ClrShape<T> underlying) : ClrShape<T?>(info, ClrShapeKind.Nullable)
    where T : struct
{
    public override ClrShape Underlying => underlying;

    public override bool IsConverted => underlying.IsConverted;

    public override Value Read(T? value, long place) => value is { } known ? underlying.Read(known, place) : Value.Null;
}

/// <summary>An object of which nothing is known but its own type.</summary>
internal sealed class ClrAny(JsonTypeInfo info) : ClrShape<object?>(info, ClrShapeKind.Any)
{
    private readonly ClrModel _model = ClrModel.Of(info.Options);

    public override Value Read(object? value, long place)
    {
        if (value is null) return Value.Null;
        if (value.GetType() == typeof(object) || !_model.TryShapeOf(value.GetType(), out ClrShape? shape) || shape.IsConverted) return ClrJson.Read((JsonTypeInfo<object?>)TypeInfo, value, place);
        return shape.ReadObject(value, place);
    }
}

/// <summary>A value of which only its converter knows what it is as JSON.</summary>
internal sealed class ClrConverted<T>(JsonTypeInfo info) : ClrShape<T>(info, ClrShapeKind.Converted)
{
    public override Value Read(T value, long place) => ClrJson.Read((JsonTypeInfo<T>)TypeInfo, value, place);
}
