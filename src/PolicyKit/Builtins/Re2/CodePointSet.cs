namespace PolicyKit.Builtins.Re2;

/// <summary>An immutable set of code points as sorted, disjoint ranges that do not touch. Never holds surrogates.</summary>
internal sealed class CodePointSet : IEquatable<CodePointSet>
{
    public const int Max = 0x10FFFF;

    private const int SmallSize = 128;

    private readonly (int First, int Last)[] _ranges;

    private CodePointSet((int First, int Last)[] ranges) => _ranges = ranges;

    public static CodePointSet All { get; } = Of((0, Max));

    public static CodePointSet None { get; } = Of();

    public ReadOnlySpan<(int First, int Last)> Ranges => _ranges;

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var result = new List<(int First, int Last)>();
        foreach (var (first, last) in ranges.SelectMany(WithoutSurrogates).Order())
        {
            if (result.Count > 0 && first <= result[^1].Last + 1)
                result[^1] = (result[^1].First, Math.Max(last, result[^1].Last));
            else
                result.Add((first, last));
        }

        return new([.. result]);
    }

    public CodePointSet Union(CodePointSet other) => Of(_ranges.Concat(other._ranges));

    public CodePointSet Complement()
    {
        var result = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
                result.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= Max)
            result.Add((next, Max));
        return Of(result);
    }

    /// <summary>Adds every code point that differs from a member only in case.</summary>
    public CodePointSet Fold()
    {
        var extra = new List<(int, int)>();
        var isSmall = _ranges.Sum(range => range.Last - range.First + 1) <= SmallSize;
        foreach (var member in isSmall ? _ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)) : CaseFolding.CodePoints)
        {
            if (isSmall || Contains(member))
                extra.AddRange(CaseFolding.OrbitOf(member).Select(other => (other, other)));
        }

        return extra.Count == 0 ? this : Of(_ranges.Concat(extra));
    }

    public bool Contains(int codePoint)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < _ranges[middle].First)
                high = middle - 1;
            else if (codePoint > _ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    public bool Equals(CodePointSet? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    public override bool Equals(object? obj) => Equals(obj as CodePointSet);

    public override int GetHashCode() => _ranges.Length == 0 ? 0 : HashCode.Combine(_ranges.Length, _ranges[0], _ranges[^1]);

    private static IEnumerable<(int First, int Last)> WithoutSurrogates((int First, int Last) range)
    {
        if (range.First < 0xD800)
            yield return (range.First, Math.Min(range.Last, 0xD7FF));
        if (range.Last > 0xDFFF)
            yield return (Math.Max(range.First, 0xE000), range.Last);
    }
}
