using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>The bytes of one section, written from its start to its end.</summary>
internal sealed class PackOutput(Numbering<string> strings, Numbering<SourceText> sources)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private SourceText? _source;
    private int _position;

    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Places are written as steps from the one before: from here on none is before, so that what follows can be read by itself.</summary>
    public void Begin() => (_source, _position) = (null, 0);

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Append(PackOutput output) => Raw(output.Bytes);

    /// <summary>A number of four bytes.</summary>
    public void Fixed(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    public void Unsigned(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        int length = 0;
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        _bytes.Write(bytes[..length]);
    }

    public void Number(int value) => Unsigned((ulong)value);

    public void Signed(long value) => Unsigned(((ulong)value << 1) ^ (ulong)(value >> 63));

    public void Flag(bool value) => Number(value ? 1 : 0);

    public void Tag<T>(T value)
        where T : struct, Enum => Number(Unsafe.BitCast<T, int>(value));

    public void String(string text) => Number(strings.Of(text));

    public void All<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (T item in items) write(item);
    }

    /// <summary>A place: the text if it is another one than before, the step to its start, and its length.</summary>
    public void Location(Location location)
    {
        bool isSame = ReferenceEquals(location.Source, _source);
        Unsigned(((ulong)Zigzag(location.Span.Start - _position) << 1) | (isSame ? 1UL : 0));
        if (!isSame) Number(location.Source is { } source ? sources.Of(source) + 1 : 0);
        Number(location.Span.Length);
        (_source, _position) = (location.Source, location.Span.Start);
    }

    /// <summary>A value; nodes of documents are written as what they are.</summary>
    public void Value(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined:
                Tag(ValueTag.Undefined);
                break;
            case ValueKind.Null:
                Tag(ValueTag.Null);
                break;
            case ValueKind.Boolean:
                Tag(Ops.IsTrue(value) ? ValueTag.True : ValueTag.False);
                break;
            case ValueKind.Number when value.TryGetInlineInt64(out long integer):
                Tag(ValueTag.Integer);
                Signed(integer);
                break;
            case ValueKind.Number:
                Tag(ValueTag.Number);
                String(value.ToBigNumber().Text);
                break;
            case ValueKind.String:
                Tag(ValueTag.String);
                String(value.TextOrEmpty());
                break;
            case ValueKind.Array:
                Tag(ValueTag.Array);
                All([.. value.Entries], entry => Value(entry.Value));
                break;
            case ValueKind.Set:
                Tag(ValueTag.Set);
                All([.. value.Entries], entry => Value(entry.Value));
                break;
            default:
                Tag(ValueTag.Object);
                All([.. value.Entries], entry =>
                {
                    Value(entry.Key);
                    Value(entry.Value);
                });
                break;
        }
    }

    public void Tree(AccessTree tree)
    {
        Flag(tree.IsWhole);
        All([.. tree.Members], member =>
        {
            String(member.Key);
            Tree(member.Value);
        });
        Flag(tree.Elements is not null);
        if (tree.Elements is { } elements) Tree(elements);
    }

    private static uint Zigzag(int value) => ((uint)value << 1) ^ (uint)(value >> 31);
}

/// <summary>Gives things numbers in the order in which they are first met.</summary>
internal sealed class Numbering<T>(IEqualityComparer<T>? comparer = null)
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = new(comparer);
    private readonly List<T> _items = [];

    public IReadOnlyList<T> Items => _items;

    public int Of(T item)
    {
        if (_numbers.TryGetValue(item, out int number)) return number;
        _items.Add(item);
        _numbers.Add(item, _items.Count - 1);
        return _items.Count - 1;
    }

    public bool TryFind(T item, out int number) => _numbers.TryGetValue(item, out number);
}
