using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>
/// What is in the objects, lists or dictionaries of a CLR type. A value that is one of them has it in the reference and the <see cref="Id"/> in its payload (<see cref="ClrPlace"/>). Cursors are
/// ordinals of members, elements or entries.
/// </summary>
internal abstract class ClrContainer
{
    private static readonly Lock Gate = new();
    private static volatile ClrContainer?[] _all = new ClrContainer?[64];
    private static int _lastId;

    protected ClrContainer(ClrModel model, JsonTypeInfo info, ValueKind kind)
    {
        Model = model;
        TypeInfo = info;
        Kind = kind;
        lock (Gate)
        {
            Id = ++_lastId;
            ClrContainer?[] all = _all;
            if (Id == all.Length) Array.Resize(ref all, all.Length * 2);
            Volatile.Write(ref all[Id], this);
            _all = all;
        }
    }

    /// <summary>Number that stands for the container in payloads; at least 1.</summary>
    public int Id { get; }

    public ClrModel Model { get; }

    public JsonTypeInfo TypeInfo { get; }

    /// <summary>Object or array.</summary>
    public ValueKind Kind { get; }

    /// <summary>The shape of what lists and dictionaries hold; null for objects.</summary>
    public virtual ClrShape? ElementShape => null;

    /// <summary>The container of the value with a payload.</summary>
    public static ClrContainer Of(long payload) => _all[ClrPlace.Id(payload)]!;

    /// <summary>The value that an instance has at a place.</summary>
    /// <exception cref="DocumentException">It is nested too deep.</exception>
    public virtual Value Read(object instance, long place) => ClrPlace.Level(place) <= Model.MaxLevel ? new Value(instance, place | (long)Id) : throw TooDeep();

    public virtual Value Member(object instance, Key key, long payload) => default;

    public abstract Value Index(object instance, Value key, long payload);

    public abstract int Count(object instance, long payload);

    /// <summary>The first cursor from one on that something is at, or -1.</summary>
    public abstract long Seek(object instance, long payload, long cursor);

    public abstract Value KeyAt(object instance, long payload, long cursor);

    public abstract Value ValueAt(object instance, long payload, long cursor);

    protected DocumentException TooDeep() => new(string.Create(CultureInfo.InvariantCulture, $"the object is nested deeper than {Model.MaxLevel} levels, or within itself"));
}

/// <summary>The shape of a type whose values are objects, lists or dictionaries.</summary>
internal sealed class ClrContainerShape<T>(JsonTypeInfo info, ClrShapeKind kind, ClrContainer container) : ClrShape<T>(info, kind)
{
    public override ClrContainer Container => container;

    public override Value Read(T value, long place) => value is null ? Value.Null : container.Read(value, place);
}
