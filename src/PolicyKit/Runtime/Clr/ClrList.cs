using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>The elements of lists. What has no index is copied when it is read.</summary>
internal sealed class ClrList<T>(ClrModel model, JsonTypeInfo info) : ClrContainer(model, info, ValueKind.Array)
{
    private ClrShape<T>? _element;

    public override ClrShape ElementShape => Element;

    private ClrShape<T> Element => _element ??= (ClrShape<T>)Model.ShapeOf(typeof(T));

    public override Value Read(object instance, long place)
    {
        Value list = base.Read(instance, place);
        return instance is List<T> or T[] or IList<T> or IReadOnlyList<T> ? list : Copy((IEnumerable)instance, ClrPlace.Inside(place));
    }

    public override Value Index(object instance, Value key, long payload) =>
        key.TryGetInlineInt64(out long ordinal) && (ulong)ordinal < (ulong)Length(instance) ? ValueAt(instance, payload, ordinal) : default;

    public override int Count(object instance, long payload) => Length(instance);

    public override long Seek(object instance, long payload, long cursor) => cursor < Length(instance) ? cursor : -1;

    public override Value KeyAt(object instance, long payload, long cursor) => Value.FromInt64(cursor);

    public override Value ValueAt(object instance, long payload, long cursor) => ReadElement(At(instance, (int)cursor), ClrPlace.Inside(payload));

    private Value Copy(IEnumerable items, long inside) => Value.FromArray(items.Cast<T>().Select(item => ReadElement(item, inside)));

    private Value ReadElement(T item, long inside)
    {
        Value read = Element.Read(item, inside);
        return ClrPlace.IsRaw(inside) ? read : ClrValue.OfElement(read);
    }

    private static int Length(object instance) => instance switch
    {
        List<T> list => list.Count,
        T[] array => array.Length,
        IList<T> list => list.Count,
        _ => ((IReadOnlyList<T>)instance).Count,
    };

    private static T At(object instance, int index) => instance switch
    {
        List<T> list => list[index],
        T[] array => array[index],
        IList<T> list => list[index],
        _ => ((IReadOnlyList<T>)instance)[index],
    };
}
