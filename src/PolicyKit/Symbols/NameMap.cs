using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PolicyKit.Symbols;

/// <summary>Things by name, enumerated in ordinal order. Reading is thread-safe.</summary>
/// <remarks>In place of a sorted dictionary, whose code no precompiled image has: a cold start would wait for the JIT.</remarks>
internal sealed class NameMap<T> : IReadOnlyDictionary<string, T>
    where T : class
{
    private readonly Dictionary<string, T> _items = new(StringComparer.Ordinal);
    private string[]? _names;

    public int Count => _items.Count;

    public IEnumerable<string> Keys => Names;

    public IEnumerable<T> Values
    {
        get
        {
            foreach (string name in Names) yield return _items[name];
        }
    }

    public T this[string name] => _items[name];

    private string[] Names => _names ??= SortNames();

    public void Add(string name, T item)
    {
        _items.Add(name, item);
        _names = null;
    }

    public bool ContainsKey(string key) => _items.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        foreach (string name in Names) yield return KeyValuePair.Create(name, _items[name]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string[] SortNames()
    {
        string[] names = [.. _items.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
