namespace PolicyKit.Runtime;

/// <summary>
/// Which members of an object, and whether the elements of an array, a reader puts onto its tape. Containers that no mask demands are skipped by their structure; scalars are always read.
/// </summary>
internal sealed class ReadMask
{
    private readonly int[] _symbols;
    private readonly ReadMask[] _members;
    private readonly bool _isWhole;

    private ReadMask()
    {
        (_symbols, _members, _isWhole) = ([], [], true);
        Elements = this;
    }

    /// <param name="members">Masks of members by the id of their key.</param>
    /// <param name="elements">The mask of elements of an array, and of members that are not among those named; null when they are not demanded.</param>
    public ReadMask(IReadOnlyDictionary<int, ReadMask> members, ReadMask? elements)
    {
        _symbols = [.. members.Keys];
        _members = [.. members.Values];
        Elements = elements;
    }

    /// <summary>The mask of a whole object, which is to be found by its kind.</summary>
    public static ReadMask OfKind { get; } = new(new Dictionary<int, ReadMask>(), null);

    /// <summary>Everything is read.</summary>
    public static ReadMask Whole { get; } = new();

    /// <summary>The mask of array elements; null when containers among them are skipped.</summary>
    public ReadMask? Elements { get; }

    public bool IsWhole => _isWhole;

    /// <summary>The mask of the member whose key has an id (or -1); null when it is skipped.</summary>
    public ReadMask? Member(int symbol)
    {
        int index = _isWhole ? -1 : _symbols.AsSpan().IndexOf(symbol);
        return index < 0 ? Elements : _members[index];
    }
}

/// <summary>What is to be read of an object, which depends on its kind.</summary>
internal interface IReadDemand
{
    /// <summary>The mask of an object with these texts in <c>apiVersion</c> and <c>kind</c>, as UTF-8.</summary>
    ReadMask MaskOf(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind);
}
