using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using PolicyKit.Runtime;

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
    private readonly Entry?[] _ofDocuments = new Entry?[Slots];

    public T Read(string text)
    {
        if (text.Length > MaxText) return read(text);
        ref Entry? slot = ref _entries[text.GetHashCode(StringComparison.Ordinal) & (Slots - 1)];
        return Volatile.Read(ref slot) is { } known && known.Text == text ? known.Value : Keep(ref slot, text);
    }

    /// <summary>Reads the text that a value is; false when it is no text.</summary>
    public bool TryRead(Value value, [MaybeNullWhen(false)] out T result)
    {
        if (value.TryGetUtf8(out ReadOnlySpan<byte> utf8) && utf8.Length <= MaxText)
        {
            ref Entry? slot = ref _ofDocuments[HashOf(utf8) & (Slots - 1)];
            result = Volatile.Read(ref slot) is { } known && utf8.SequenceEqual(known.Utf8) ? known.Value : Keep(ref slot, Encoding.UTF8.GetString(utf8));
            return true;
        }
        bool isText = value.TryGetString(out string? text);
        result = isText ? Read(text!) : default;
        return isText;
    }

    /// <summary>Tells texts apart that are met together: by their lengths, and how they start and end.</summary>
    private static int HashOf(ReadOnlySpan<byte> text)
    {
        ulong ends = text.Length switch
        {
            0 => 0,
            < sizeof(uint) => text[0] | ((ulong)text[^1] << 8),
            < sizeof(ulong) => BinaryPrimitives.ReadUInt32LittleEndian(text) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]) << 32),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(text) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]), 29),
        };
        return (int)(((ends + (ulong)text.Length) * 0x9E37_79B9_7F4A_7C15) >> 40);
    }

    private T Keep(ref Entry? slot, string text)
    {
        var entry = new Entry(text, Encoding.UTF8.GetBytes(text), read(text));
        Volatile.Write(ref slot, entry);
        return entry.Value;
    }

    private sealed record Entry(string Text, byte[] Utf8, T Value);
}
