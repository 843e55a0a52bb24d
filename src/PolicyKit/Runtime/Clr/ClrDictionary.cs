using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>The entries of dictionaries with string keys.</summary>
internal sealed class ClrDictionary<T>(ClrModel model, JsonTypeInfo info) : ClrContainer(model, info, ValueKind.Object)
{
    private ClrShape<T>? _element;

    public override ClrShape ElementShape => Element;

    private ClrShape<T> Element => _element ??= (ClrShape<T>)Model.ShapeOf(typeof(T));

    public override Value Member(object instance, Key key, long payload) => Find(instance, key.Text, payload);

    public override Value Index(object instance, Value key, long payload)
    {
        if (key.TryGetUtf8(out ReadOnlySpan<byte> utf8)) return Find(instance, Encoding.UTF8.GetString(utf8), payload);
        return key.Reference is string text ? Find(instance, text, payload) : default;
    }

    public override int Count(object instance, long payload) => Entries(instance, payload, refresh: true).Count;

    public override long Seek(object instance, long payload, long cursor) => cursor < Entries(instance, payload, refresh: cursor == 0).Count ? cursor : -1;

    public override Value KeyAt(object instance, long payload, long cursor) => Value.FromString(Entries(instance, payload).Keys[(int)cursor]);

    public override Value ValueAt(object instance, long payload, long cursor) => Entries(instance, payload).Values[(int)cursor];

    private Value Find(object instance, string name, long payload)
    {
        // A dictionary may find more than the very key; a key that is no text in JSON is another one there.
        if (instance is Dictionary<string, T> known && IsOrdinal(known.Comparer) && !name.Contains('\ufffd', StringComparison.Ordinal))
        {
            return known.TryGetValue(name, out T? value) ? Read(value, payload) : default;
        }
        foreach ((string key, T value) in (IEnumerable<KeyValuePair<string, T>>)instance)
        {
            if (string.Equals(ClrText.Clean(key), name, StringComparison.Ordinal)) return Read(value, payload);
        }
        return default;
    }

    private static bool IsOrdinal(IEqualityComparer<string> comparer) => ReferenceEquals(comparer, EqualityComparer<string>.Default) || ReferenceEquals(comparer, StringComparer.Ordinal);

    private Value Read(T value, long payload)
    {
        Value read = Element.Read(value, ClrPlace.Inside(payload));
        return ReferenceEquals(read.Reference, Tag.Null) && !ClrPlace.IsRaw(payload) ? default : read;
    }

    private ClrEntries Entries(object instance, long payload, bool refresh = false)
    {
        ClrEntries entries = ClrEntries.Take(instance, payload, out bool isKnown);
        if (!isKnown || refresh) Fill(entries, instance, payload);
        return ClrEntries.Put(entries, instance, payload);
    }

    private void Fill(ClrEntries entries, object instance, long payload)
    {
        entries.Clear();
        if (instance is Dictionary<string, T> known)
        {
            foreach ((string key, T value) in known) entries.Add(ClrText.Clean(key), Read(value, payload));
            return;
        }
        foreach ((string key, T value) in (IEnumerable<KeyValuePair<string, T>>)instance) entries.Add(ClrText.Clean(key), Read(value, payload));
    }
}
