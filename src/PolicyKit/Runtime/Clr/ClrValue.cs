using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>What is done with values that are CLR objects. Values of any other kind give what values without members give.</summary>
internal static class ClrValue
{
    private static readonly Value s_nothing = new(RegoObject.Empty, 0);

    /// <summary>An object as policies see it: what its JSON is.</summary>
    /// <exception cref="DocumentException">It cannot be written as JSON.</exception>
    public static Value From<T>(T value, JsonTypeInfo<T> info)
    {
        if (Cache<T>.Shape is not { } shape || !ReferenceEquals(shape.TypeInfo, info))
        {
            info.MakeReadOnly();
            Cache<T>.Shape = shape = (ClrShape<T>)ClrModel.Of(info.Options).ShapeOf(info);
        }
        return shape.Read(value, ClrPlace.Root);
    }

    /// <summary>As <see cref="From{T}(T, JsonTypeInfo{T})"/>, but an object is all that it is itself and not only what its declared type names: what was left out would not be judged.</summary>
    /// <exception cref="DocumentException">It cannot be written as JSON.</exception>
    public static Value From<T>(T value, JsonSerializerOptions? options)
    {
        options ??= JsonSerializerOptions.Default;
        if (Cache<T>.Shape is not { } shape || !ReferenceEquals(shape.TypeInfo.Options, options) || !ReferenceEquals(Cache<T>.Common, shape))
        {
            if (!ClrModel.Of(options).TryShapeOf(typeof(T), out ClrShape? known)) return value is null ? Value.Null : FromDerived(value, options);
            shape = (ClrShape<T>)known;
            Cache<T>.Shape = shape;
            Cache<T>.Common = shape;
        }
        return shape.Kind == ClrShapeKind.Object && value is not null && value.GetType() != typeof(T) ? FromDerived(value, options) : shape.Read(value, ClrPlace.Root);
    }

    private static Value FromDerived(object value, JsonSerializerOptions options) =>
        ClrModel.Of(options).TryShapeOf(value.GetType(), out ClrShape? shape)
            ? shape.ReadObject(value, ClrPlace.Root)
            : throw new DocumentException($"the options do not tell how `{value.GetType()}` is written as JSON");

    /// <summary>A CLR object as a document of its JSON; all else as it is.</summary>
    /// <exception cref="DocumentException">It cannot be written as JSON.</exception>
    public static Value Written(Value v)
    {
        if (!TryGet(v, out ClrContainer? container)) return v;
        var tape = new Tape();
        byte[] json = ClrJson.Write(container.TypeInfo, v.Reference);
        JsonTapeReader.Read(ClrPlace.IsNamed(v.Payload) ? ((ClrObject)container).Entity!.AddTo(json) : json, tape);
        return ClrPlace.IsRaw(v.Payload) ? tape.RawRoot : tape.Root;
    }

    /// <summary>What a CLR object's members are; null for all other values, and for objects that null members are seen of.</summary>
    public static ClrContainer? ContainerOf(Value v) => TryGet(v, out ClrContainer? container) && !ClrPlace.IsRaw(v.Payload) ? container : null;

    public static bool Is(Value v) => TryGet(v, out _);

    public static Value Raw(Value v) => Is(v) ? new Value(v.Reference, ClrPlace.ToRaw(v.Payload)) : v;

    public static Value Member(Value v, Key key) => TryGet(v, out ClrContainer? container) ? container.Member(v.Reference!, key, v.Payload) : default;

    public static Value Index(Value v, Value key) => TryGet(v, out ClrContainer? container) ? container.Index(v.Reference!, key, v.Payload) : default;

    public static long Count(Value v) => TryGet(v, out ClrContainer? container) ? container.Count(v.Reference!, v.Payload) : -1;

    /// <summary>An element of a list as policies see it: null is the empty object.</summary>
    public static Value OfElement(Value element) => ReferenceEquals(element.Reference, Tag.Null) ? s_nothing : element;

    /// <summary>The first cursor from one on, or -1.</summary>
    public static long Seek(Value v, long cursor) => TryGet(v, out ClrContainer? container) ? container.Seek(v.Reference!, v.Payload, cursor) : -1;

    public static Value KeyAt(Value v, long cursor) => TryGet(v, out ClrContainer? container) ? container.KeyAt(v.Reference!, v.Payload, cursor) : default;

    public static Value ValueAt(Value v, long cursor) => TryGet(v, out ClrContainer? container) ? container.ValueAt(v.Reference!, v.Payload, cursor) : default;

    private static bool TryGet(Value v, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ClrContainer? container)
    {
        // All values without a payload are made by policies; only inline scalars and nodes of documents have one too.
        bool isClr = v.Payload != 0 && v.Reference is not (null or Tag or DocumentView);
        container = isClr ? ClrContainer.Of(v.Payload) : null;
        return isClr;
    }

    /// <summary>The shape that was last asked for, and the one that options have for the type.</summary>
    private static class Cache<T>
    {
        public static volatile ClrShape<T>? Shape;
        public static volatile ClrShape<T>? Common;
    }
}
