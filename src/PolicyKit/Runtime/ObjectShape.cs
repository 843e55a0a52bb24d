using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PolicyKit.Runtime;

/// <summary>
/// The keys of an object that is being read, in their order and known to be distinct; the next shapes have one key more. Programs write the members of a type in one order, so after a few objects a reader only compares the text with
/// the keys that followed before. Shapes are learned once, shared by all threads, and never change but by more of them, up to a bound: what is beyond is read without.
/// </summary>
internal sealed class ObjectShape
{
    /// <summary>How many shapes may follow one besides the first.</summary>
    private const int MaxOthers = 7;

    /// <summary>How many shapes the objects of one mask may have.</summary>
    private const int MaxShapes = 512;

    private const int MaxKeys = 64;

    /// <summary>Up to so many bytes of `,"key":` are compared at once.</summary>
    private const int PatternSize = 32;

    private readonly ObjectShape _root;
    private readonly ObjectShape? _before;
    private readonly Vector256<byte> _pattern;
    private readonly uint _patternBits;
    private readonly byte[] _patternText;
    private readonly int _hash;
    private int _symbol;
    // Counted in the shape that was only just opened.
    private int _shapes;

    // The first of the next shapes is at hand: most have one.
    private ObjectShape? _first;
    private ObjectShape[] _others = [];

    /// <summary>The shape of an object that was only just opened.</summary>
    public ObjectShape()
    {
        _root = this;
        _patternText = [];
    }

    private ObjectShape(ObjectShape before, ulong signature, ReadOnlySpan<byte> key, ReadMask mask)
    {
        (_root, _before, Signature, KeyLength, Count) = (before._root, before, signature, key.Length, before.Count + 1);
        _hash = Utf8Text.Hash(key);
        ReadMask.Entry? entry = mask.Find(signature, ReadMask.Spread(signature), key);
        Ordinal = entry?.Ordinal ?? -1;
        (IsDemanded, Mask, _symbol) = (entry is not null || !mask.IsPartial, entry is null ? mask.Elements : entry.Mask, SymbolTable.Find(key, _hash));
        _patternText = [.. before.Count == 0 ? "\""u8 : ",\""u8, .. key, .. "\":"u8];
        PatternLength = _patternText.Length;
        Span<byte> start = stackalloc byte[PatternSize];
        start.Clear();
        _patternText.AsSpan(0, Math.Min(PatternSize, _patternText.Length)).CopyTo(start);
        _pattern = Vector256.Create<byte>(start);
        _patternBits = _patternText.Length >= PatternSize ? uint.MaxValue : (1U << _patternText.Length) - 1;
    }

    /// <summary>How many shapes follow this one, which is that of an object that was only just opened.</summary>
    public int Shapes => _shapes;

    /// <summary>Number of keys.</summary>
    public int Count { get; }

    /// <summary>Whether the member with the last key is demanded; if not, it is passed over.</summary>
    public bool IsDemanded { get; }

    /// <summary>The ordinal of the last key in the mask, or -1.</summary>
    public int Ordinal { get; }

    /// <summary>What is demanded of the last key's value.</summary>
    public ReadMask? Mask { get; }

    /// <summary>The last key's id; -1 as long as no policy uses it.</summary>
    public int Symbol => _symbol >= 0 ? _symbol : _symbol = SymbolTable.Find(Key, _hash);

    /// <summary>The upper half of the last key's hash.</summary>
    public ushort Hash => (ushort)(_hash >> 16);

    /// <summary>Length of the last key, in bytes.</summary>
    public int KeyLength { get; }

    /// <summary><see cref="ReadMask.SignatureOf"/> the last key.</summary>
    public ulong Signature { get; }

    /// <summary>Length of the last key as it is written without white space: with its quotes, the colon, and the comma before it, which the first has not.</summary>
    public int PatternLength { get; }

    /// <summary>The last key.</summary>
    public ReadOnlySpan<byte> Key => _patternText.AsSpan(PatternLength - KeyLength - 2, KeyLength);

    /// <summary>The shape with the key that follows in the text, when that is known and written without white space.</summary>
    /// <param name="text">The text, with at least 32 bytes behind <paramref name="at"/>.</param>
    /// <param name="at">Where the comma before the key, or else the key, is expected.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectShape? FindWritten(byte[] text, int at)
    {
        var ahead = Vector256.LoadUnsafe(ref text[at]);
        return _first is { } first && first.IsWritten(ahead, text, at) ? first : FindWritten(ahead, text, at);
    }

    /// <summary>The shape with one more key, which is learned if it is new; null when it is not to be learned, or among the keys already.</summary>
    /// <param name="signature">Its <see cref="ReadMask.SignatureOf"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="mask">What is demanded of the object.</param>
    public ObjectShape? Find(ulong signature, ReadOnlySpan<byte> key, ReadMask mask) => FindKnown(signature, key) ?? Add(signature, key, mask);

    /// <summary>The shapes from that of the first key to this.</summary>
    public IEnumerable<ObjectShape> Keys() => _before is null ? [] : _before.Keys().Append(this);

    private ObjectShape? FindWritten(Vector256<byte> ahead, byte[] text, int at)
    {
        foreach (ObjectShape next in _others)
        {
            if (next.IsWritten(ahead, text, at)) return next;
        }
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsWritten(Vector256<byte> ahead, byte[] text, int at) =>
        (~Vector256.Equals(ahead, _pattern).ExtractMostSignificantBits() & _patternBits) == 0 && (PatternLength <= PatternSize || text.AsSpan(at).StartsWith(_patternText));

    private ObjectShape? FindKnown(ulong signature, ReadOnlySpan<byte> key)
    {
        if (Volatile.Read(ref _first) is { } first && first.Is(signature, key)) return first;
        foreach (ObjectShape next in Volatile.Read(ref _others))
        {
            if (next.Is(signature, key)) return next;
        }
        return null;
    }

    private ObjectShape? Add(ulong signature, ReadOnlySpan<byte> key, ReadMask mask)
    {
        for (ObjectShape shape = this; shape._before is { } before; shape = before)
        {
            if (shape.Is(signature, key)) return null;
        }
        lock (_root)
        {
            if (FindKnown(signature, key) is { } known) return known;
            if (_others.Length == MaxOthers || Count == MaxKeys || _root._shapes == MaxShapes) return null;
            _root._shapes++;
            var added = new ObjectShape(this, signature, key, mask);
            if (_first is null) Volatile.Write(ref _first, added);
            else Volatile.Write(ref _others, [.. _others, added]);
            return added;
        }
    }

    private bool Is(ulong signature, ReadOnlySpan<byte> key) => Signature == signature && Key.SequenceEqual(key);
}
