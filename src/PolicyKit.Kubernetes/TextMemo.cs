namespace PolicyKit.Kubernetes;

/// <summary>
/// What was last read of texts: admission and scans meet the same images and quantities again and again, and each by several policies. It holds a fixed number of
/// texts, each in the slot of its hash, so texts that nobody sees again cost nothing but a slot. Threads share it without locks: an entry never changes.
/// </summary>
/// <param name="read">Reads a text; must be pure.</param>
internal sealed class TextMemo<T>(Func<string, T> read)
{
    private const int Slots = 1_024;

    /// <summary>Longer texts are read anew, so that the memo holds little.</summary>
    private const int MaxText = 256;

    private readonly Entry?[] _entries = new Entry?[Slots];

    public T Read(string text)
    {
        if (text.Length > MaxText) return read(text);
        ref Entry? slot = ref _entries[text.GetHashCode(StringComparison.Ordinal) & (Slots - 1)];
        if (Volatile.Read(ref slot) is { } known && known.Text == text) return known.Value;
        var entry = new Entry(text, read(text));
        Volatile.Write(ref slot, entry);
        return entry.Value;
    }

    private sealed record Entry(string Text, T Value);
}
