using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>Reads a part of a section. Whatever the bytes are, it reads none outside of the section and makes nothing that is larger than they are.</summary>
internal sealed class PackInput(PackContent pack, int start, int end)
{
    private int _at = start;
    private SourceText? _source;
    private int _position;

    public static CompiledPackException Damaged() => new();

    /// <summary>Where in the pack the next byte is.</summary>
    public int Position => _at;

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at >= end) throw Damaged();
            byte next = pack.Bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw Damaged();
    }

    public int Number() => Unsigned() is var value and <= int.MaxValue ? (int)value : throw Damaged();

    /// <summary>A number below a limit.</summary>
    public int Number(int limit) => Number() is var value && value < limit ? value : throw Damaged();

    public long Signed() => Unsigned() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    public bool Flag() => Number(2) == 1;

    /// <summary>A value of an enumeration that counts from zero to its last one.</summary>
    public T Tag<T>(T last)
        where T : struct, Enum => Unsafe.BitCast<int, T>(Number(Unsafe.BitCast<T, int>(last) + 1));

    /// <summary>A number of things, each of which takes a byte at least.</summary>
    public int Count() => Number() is var count && count <= end - _at ? count : throw Damaged();

    public string String() => pack.Strings[Number()];

    public ImmutableArray<T> All<T>(Func<T> read)
    {
        int count = Count();
        if (count == 0) return [];
        var items = new T[count];
        for (int i = 0; i < items.Length; i++) items[i] = read();
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    public ImmutableArray<string> Strings() => All(String);

    public Location Location()
    {
        ulong step = Unsigned();
        if ((step & 1) == 0) _source = Number() is var source and > 0 ? pack.Source(source - 1) : null;
        uint zigzag = step >> 1 <= uint.MaxValue ? (uint)(step >> 1) : throw Damaged();
        long position = _position + (long)(int)((zigzag >> 1) ^ (uint)-(int)(zigzag & 1));
        int length = Number();
        if (position < 0 || position + length > int.MaxValue) throw Damaged();
        _position = (int)position;
        return _source is null ? Text.Location.None : new Location(_source, new TextSpan(_position, length));
    }

    public Value Value()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Tag(ValueTag.Object) switch
        {
            ValueTag.Null => Runtime.Value.Null,
            ValueTag.False => Runtime.Value.False,
            ValueTag.True => Runtime.Value.True,
            ValueTag.Integer => Runtime.Value.FromInt64(Signed()),
            ValueTag.Number => NumberValue(String()),
            ValueTag.String => Runtime.Value.FromString(String()),
            ValueTag.Array => Runtime.Value.FromArray(All(Value)),
            ValueTag.Set => Runtime.Value.FromSet(All(Value)),
            ValueTag.Object => ObjectValue(All(() => KeyValuePair.Create(Value(), Value()))),
            _ => default,
        };
    }

    public AccessTree Tree()
    {
        var tree = new AccessTree();
        Tree(tree);
        return tree;
    }

    private void Tree(AccessTree tree)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Flag()) tree.DemandWhole();
        for (int count = Count(); count > 0; count--) Tree(tree.Member(String()));
        if (Flag()) Tree(tree.Element());
    }

    private static Value NumberValue(string text)
    {
        try
        {
            return new Value(BigNumber.Parse(NumberFormat.IsNumber(text) ? text : throw Damaged()), 0);
        }
        catch (OverflowException exception)
        {
            throw new CompiledPackException(string.Create(CultureInfo.InvariantCulture, $"the compiled pack is damaged: `{text}` is no number"), exception);
        }
    }

    private static Value ObjectValue(ImmutableArray<KeyValuePair<Value, Value>> members)
    {
        try
        {
            return Runtime.Value.FromObject(members);
        }
        catch (ArgumentException exception)
        {
            throw new CompiledPackException("the compiled pack is damaged: an object has two values for a key", exception);
        }
    }
}
